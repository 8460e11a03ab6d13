using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2026;

[Revision(20260223025000, "b2c3d4e5f6a8", "conversations have a model")]
public sealed class ConversationsHaveAModel : Revision
{
    public override void Up()
    {
        Alter.Table("conversations")
            .AddColumn("model").AsVarchar().Nullable()
            .AddColumn("model_settings").AsJson().Nullable();
    }

    public override void Down()
    {
        Irreversible("the models of conversations: nothing held them before");
        Delete.Column("model_settings").Column("model").FromTable("conversations");
    }
}
