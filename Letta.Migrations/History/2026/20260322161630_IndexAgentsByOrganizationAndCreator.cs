using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2026;

[Revision(20260322161630, "a08c972e781b", "index agents by organization and creator", TransactionBehavior.None)]
public sealed class IndexAgentsByOrganizationAndCreator : Revision
{
    public override void Up()
    {
        Create.Index("ix_agents_organization_id_created_by_id").OnTable("agents")
            .OnColumn("organization_id").Ascending()
            .OnColumn("_created_by_id").Ascending()
            .WithOptions().AsConcurrently();
    }

    public override void Down()
    {
        Delete.Index("ix_agents_organization_id_created_by_id").OnTable("agents");
    }
}
