using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250721155813, "ddecfe4902bc", "create the prompts")]
public sealed class CreateThePrompts : Revision
{
    public override void Up()
    {
        Create.Table("prompts")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("prompts_pkey")
            .WithColumn("prompt").AsVarchar().NotNullable()
            .WithMetaColumns()
            .WithColumn("project_id").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the prompts: nothing held them before");
        Delete.Table("prompts");
    }
}
