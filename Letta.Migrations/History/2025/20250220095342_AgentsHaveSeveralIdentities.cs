using System.Data;
using FluentMigrator;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250220095342, "549eff097c71", "agents have several identities")]
public sealed class AgentsHaveSeveralIdentities : Revision
{
    public override void Up()
    {
        Delete.ForeignKey("fk_agents_identity_id").OnTable("agents");
        Delete.UniqueConstraint("unique_identifier_pid_org_id").FromTable("identities");
        Create.Table("identities_agents")
            .WithColumn("identity_id").AsVarchar().NotNullable().PrimaryKey("identities_agents_pkey")
            .WithColumn("agent_id").AsVarchar().NotNullable().PrimaryKey("identities_agents_pkey");
        Alter.Table("identities").AddColumn("properties").AsJsonb().NotNullable().WithDefaultValue(RawSql.Insert("'[]'::jsonb"));
        Create.UniqueConstraint("unique_identifier_without_project").OnTable("identities").Columns("identifier_key", "project_id", "organization_id").NullsNotDistinct();
        ForeignKey("identities_agents_agent_id_fkey", "identities_agents", "agent_id", "agents").OnDelete(Rule.Cascade);
        ForeignKey("identities_agents_identity_id_fkey", "identities_agents", "identity_id", "identities").OnDelete(Rule.Cascade);
        Delete.Column("identifier_key").Column("identity_id").FromTable("agents");
    }

    public override void Down()
    {
        Delete.UniqueConstraint("unique_identifier_without_project").FromTable("identities");
        Alter.Table("agents")
            .AddColumn("identifier_key").AsVarchar().Nullable()
            .AddColumn("identity_id").AsVarchar().Nullable();
        Create.UniqueConstraint("unique_identifier_pid_org_id").OnTable("identities").Columns("identifier_key", "project_id", "organization_id");
        ForeignKey("fk_agents_identity_id", "agents", "identity_id", "identities").OnDelete(Rule.Cascade);
        Delete.Column("properties").FromTable("identities");
        Delete.Table("identities_agents");
    }
}
