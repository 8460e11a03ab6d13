using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251111191600, "a1b2c3d4e5f6", "index step metrics by run", TransactionBehavior.None)]
public sealed class IndexStepMetricsByRun : Revision
{
    public override void Up()
    {
        Create.Index("ix_step_metrics_run_id").OnTable("step_metrics")
            .OnColumn("run_id").Ascending()
            .WithOptions().AsConcurrently();
    }

    public override void Down()
    {
        Delete.Index("ix_step_metrics_run_id").OnTable("step_metrics");
    }
}
