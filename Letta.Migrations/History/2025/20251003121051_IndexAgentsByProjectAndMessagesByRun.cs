using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251003121051, "3bc3c031fbe4", "index agents by project and messages by run", TransactionBehavior.None)]
public sealed class IndexAgentsByProjectAndMessagesByRun : Revision
{
    public override void Up()
    {
        Create.Index("ix_agents_project_id").OnTable("agents")
            .OnColumn("project_id").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_messages_run_id").OnTable("messages")
            .OnColumn("run_id").Ascending()
            .WithOptions().AsConcurrently();
    }

    public override void Down()
    {
        Delete.Index("ix_agents_project_id").OnTable("agents");
        Delete.Index("ix_messages_run_id").OnTable("messages");
    }
}
