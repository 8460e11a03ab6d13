using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251004004406, "f9ad1c25fd2b", "index the runs", TransactionBehavior.None)]
public sealed class IndexTheRuns : Revision
{
    public override void Up()
    {
        Create.Index("ix_messages_run_err_sequence").OnTable("messages")
            .OnColumn("run_id").Ascending()
            .OnColumn("is_err").Ascending()
            .OnColumn("sequence_id").Ascending()
            .WithOptions().AsConcurrently();
    }

    public override void Down()
    {
        Delete.Index("ix_messages_run_err_sequence").OnTable("messages");
    }
}
