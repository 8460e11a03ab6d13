using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250401170259, "e991d2e3b428", "number the messages")]
public sealed class NumberTheMessages : Revision
{
    public override void Up()
    {
        Create.Sequence("message_seq_id");
        Alter.Table("messages").AddColumn("sequence_id").AsInt64().Nullable();
        // SQLite puts NULL first and Postgres last: said here, so that a message without a time is the newest on both.
        Sql("""
            update messages set sequence_id = numbered.number
            from (select id, row_number() over (order by created_at is null, created_at, id) as number from messages) as numbered
            where numbered.id = messages.id
            """);
        Alter.Column("sequence_id").OnTable("messages").AsInt64().NotNullable();
        Create.UniqueConstraint("uq_messages_sequence_id").OnTable("messages").Column("sequence_id");
        Create.Index("ix_messages_agent_sequence").OnTable("messages")
            .OnColumn("agent_id").Ascending()
            .OnColumn("sequence_id").Ascending();
        DrawFromSequence("messages", "sequence_id", "message_seq_id");
    }

    public override void Down()
    {
        Irreversible("the numbers of messages: on the way up they are numbered anew, by time");
        Delete.Index("ix_messages_agent_sequence").OnTable("messages");
        Delete.UniqueConstraint("uq_messages_sequence_id").FromTable("messages");
        Delete.Column("sequence_id").FromTable("messages");
        Delete.Sequence("message_seq_id");
    }
}
