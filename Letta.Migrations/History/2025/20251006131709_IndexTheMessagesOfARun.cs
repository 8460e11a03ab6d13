using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251006131709, "89b595051e48", "index the messages of a run", TransactionBehavior.None)]
public sealed class IndexTheMessagesOfARun : Revision
{
    public override void Up()
    {
        Create.Index("ix_messages_run_sequence").OnTable("messages")
            .OnColumn("run_id").Ascending()
            .OnColumn("sequence_id").Ascending()
            .WithOptions().AsConcurrently();
        Delete.Index("ix_messages_run_err_sequence").OnTable("messages");
    }

    public override void Down()
    {
        Create.Index("ix_messages_run_err_sequence").OnTable("messages")
            .OnColumn("run_id").Ascending()
            .OnColumn("is_err").Ascending()
            .OnColumn("sequence_id").Ascending()
            .WithOptions().AsConcurrently();
        Delete.Index("ix_messages_run_sequence").OnTable("messages");
    }
}
