using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241218133856, "d6632deac81d", "index messages by agent and time")]
public sealed class IndexMessagesByAgentAndTime : Revision
{
    public override void Up()
    {
        Create.Index("ix_messages_agent_created_at").OnTable("messages")
            .OnColumn("agent_id").Ascending()
            .OnColumn("created_at").Ascending();
    }

    public override void Down()
    {
        Delete.Index("ix_messages_agent_created_at").OnTable("messages");
    }
}
