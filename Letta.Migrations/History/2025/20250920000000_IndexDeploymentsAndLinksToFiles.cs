using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250920000000, "3d2e9fb40a3c", "index deployments and links to files", TransactionBehavior.None)]
public sealed class IndexDeploymentsAndLinksToFiles : Revision
{
    public override void Up()
    {
        Create.Index("ix_agents_organization_id_deployment_id").OnTable("agents")
            .OnColumn("organization_id").Ascending()
            .OnColumn("deployment_id").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_block_organization_id_deployment_id").OnTable("block")
            .OnColumn("organization_id").Ascending()
            .OnColumn("deployment_id").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_files_agents_agent_id").OnTable("files_agents")
            .OnColumn("agent_id").Ascending()
            .WithOptions().AsConcurrently();
    }

    public override void Down()
    {
        Delete.Index("ix_agents_organization_id_deployment_id").OnTable("agents");
        Delete.Index("ix_block_organization_id_deployment_id").OnTable("block");
        Delete.Index("ix_files_agents_agent_id").OnTable("files_agents");
    }
}
