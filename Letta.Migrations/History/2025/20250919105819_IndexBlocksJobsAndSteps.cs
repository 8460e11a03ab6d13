using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250919105819, "57bcea83af3f", "index blocks, jobs and steps", TransactionBehavior.None)]
public sealed class IndexBlocksJobsAndSteps : Revision
{
    public override void Up()
    {
        Create.Index("ix_block_hidden").OnTable("block")
            .OnColumn("hidden").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_block_is_template").OnTable("block")
            .OnColumn("is_template").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_block_org_project_template").OnTable("block")
            .OnColumn("organization_id").Ascending()
            .OnColumn("project_id").Ascending()
            .OnColumn("is_template").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_block_organization_id").OnTable("block")
            .OnColumn("organization_id").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_block_project_id").OnTable("block")
            .OnColumn("project_id").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_jobs_user_id").OnTable("jobs")
            .OnColumn("user_id").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_steps_job_id").OnTable("steps")
            .OnColumn("job_id").Ascending()
            .WithOptions().AsConcurrently();
    }

    public override void Down()
    {
        Delete.Index("ix_block_hidden").OnTable("block");
        Delete.Index("ix_block_is_template").OnTable("block");
        Delete.Index("ix_block_org_project_template").OnTable("block");
        Delete.Index("ix_block_organization_id").OnTable("block");
        Delete.Index("ix_block_project_id").OnTable("block");
        Delete.Index("ix_jobs_user_id").OnTable("jobs");
        Delete.Index("ix_steps_job_id").OnTable("steps");
    }
}
