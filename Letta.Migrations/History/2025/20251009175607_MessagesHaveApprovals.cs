using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251009175607, "066857381578", "messages have approvals")]
public sealed class MessagesHaveApprovals : Revision
{
    public override void Up()
    {
        Alter.Table("messages").AddColumn("approvals").AsJson().Nullable();
    }

    public override void Down()
    {
        Irreversible("the approvals in messages: nothing held them before");
        Delete.Column("approvals").FromTable("messages");
    }
}
