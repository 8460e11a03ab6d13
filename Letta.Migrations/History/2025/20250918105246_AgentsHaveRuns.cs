using FluentMigrator;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

/// <summary>Without a transaction, so that it never holds agents and jobs, which servers are at work on, both at once.</summary>
[Revision(20250918105246, "5973fd8b8c60", "agents have runs", TransactionBehavior.None)]
public sealed class AgentsHaveRuns : Revision
{
    public override void Up()
    {
        Create.Table("agents_runs")
            .WithColumn("agent_id").AsVarchar().NotNullable().PrimaryKey("unique_agent_run")
            .WithColumn("run_id").AsVarchar().NotNullable().PrimaryKey("unique_agent_run");
        ForeignKey("agents_runs_agent_id_fkey", "agents_runs", "agent_id", "agents");
        ForeignKey("agents_runs_run_id_fkey", "agents_runs", "run_id", "jobs");
        Create.Index("ix_agents_runs_agent_id_run_id").OnTable("agents_runs")
            .OnColumn("agent_id").Ascending()
            .OnColumn("run_id").Ascending();
        Create.Index("ix_agents_runs_run_id_agent_id").OnTable("agents_runs")
            .OnColumn("run_id").Ascending()
            .OnColumn("agent_id").Ascending();

        Alter.Table("jobs").AddColumn("background").AsBoolean().Nullable();
    }

    public override void Down()
    {
        Irreversible("the runs of agents, and which jobs run in the background: nothing held them before");
        Delete.Column("background").FromTable("jobs");
        Delete.Table("agents_runs");
    }
}
