using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2026;

[Revision(20260303212350, "45402909a46b", "index the list of messages", TransactionBehavior.None)]
public sealed class IndexTheListOfMessages : Revision
{
    public override void Up()
    {
        Create.Index("idx_messages_on_updated_at").OnTable("messages")
            .OnColumn("updated_at").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_messages_agent_conversation_sequence").OnTable("messages")
            .OnColumn("agent_id").Ascending()
            .OnColumn("conversation_id").Ascending()
            .OnColumn("sequence_id").Ascending()
            .WithOptions().AsConcurrently();
    }

    public override void Down()
    {
        Delete.Index("idx_messages_on_updated_at").OnTable("messages");
        Delete.Index("ix_messages_agent_conversation_sequence").OnTable("messages");
    }
}
