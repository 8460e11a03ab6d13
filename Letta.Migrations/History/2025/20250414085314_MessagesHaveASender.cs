using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250414085314, "c3b1da3d1157", "messages have a sender")]
public sealed class MessagesHaveASender : Revision
{
    public override void Up()
    {
        Alter.Table("messages").AddColumn("sender_id").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the senders of messages: nothing held them before");
        Delete.Column("sender_id").FromTable("messages");
    }
}
