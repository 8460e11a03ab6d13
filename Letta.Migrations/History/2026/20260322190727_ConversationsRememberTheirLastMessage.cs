using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2026;

[Revision(20260322190727, "1c28e167b74f", "conversations remember their last message")]
public sealed class ConversationsRememberTheirLastMessage : Revision
{
    public override void Up()
    {
        Alter.Table("conversations").AddColumn("last_message_at").AsTimestampTz().Nullable();
        Create.Index("ix_conversations_org_agent_last_message_at").OnTable("conversations")
            .OnColumn("organization_id").Ascending()
            .OnColumn("agent_id").Ascending()
            .OnColumn("last_message_at").Ascending();
    }

    public override void Down()
    {
        Irreversible("when conversations had their last message: nothing held it before");
        Delete.Index("ix_conversations_org_agent_last_message_at").OnTable("conversations");
        Delete.Column("last_message_at").FromTable("conversations");
    }
}
