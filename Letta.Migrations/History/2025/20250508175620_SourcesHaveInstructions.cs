using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250508175620, "18e300709530", "sources have instructions")]
public sealed class SourcesHaveInstructions : Revision
{
    public override void Up()
    {
        Alter.Table("sources").AddColumn("instructions").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the instructions of sources: nothing held them before");
        Delete.Column("instructions").FromTable("sources");
    }
}
