using System.Data;
using FluentMigrator;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

/// <summary>
/// An agent may have several identities, which are linked to it, and a key means one identity in an organization also where there is no
/// project.
/// </summary>
[Revision(20250220095342, "549eff097c71", "agents have several identities")]
public sealed class AgentsHaveSeveralIdentities : Revision
{
    public override void Up()
    {
        Refuse(
            "identities",
            "must not have the \"identifier_key\" of another identity of the same organization that has no project either",
            """
            select id from (
                select id, count(*) over (partition by organization_id, identifier_key) as namesakes from identities where project_id is null) keyed
            where namesakes > 1 order by id
            """,
            "give all but one of each another \"identifier_key\" or a \"project_id\", or delete them");
        Loses(
            "agents",
            "identifier keys that no identity of the agent has",
            """
            select a.id from agents a left join identities i on i.id = a.identity_id
            where a.identifier_key is not null and (i.id is null or i.identifier_key <> a.identifier_key) order by a.id
            """,
            "the keys are those of the identities from now on");

        Delete.UniqueConstraint("unique_identifier_pid_org_id").FromTable("identities");
        Create.UniqueConstraint("unique_identifier_without_project").OnTable("identities")
            .Columns("identifier_key", "project_id", "organization_id").NullsNotDistinct();
        Alter.Table("identities").AddColumn("properties").AsJsonb().NotNullable().WithDefaultValue(RawSql.Insert("'[]'::jsonb"));

        Create.Table("identities_agents")
            .WithColumn("identity_id").AsVarchar().NotNullable().PrimaryKey("identities_agents_pkey")
            .WithColumn("agent_id").AsVarchar().NotNullable().PrimaryKey("identities_agents_pkey");
        ForeignKey("identities_agents_agent_id_fkey", "identities_agents", "agent_id", "agents").OnDelete(Rule.Cascade);
        ForeignKey("identities_agents_identity_id_fkey", "identities_agents", "identity_id", "identities").OnDelete(Rule.Cascade);
        Sql("insert into identities_agents (identity_id, agent_id) select identity_id, id from agents where identity_id is not null");

        Delete.ForeignKey("fk_agents_identity_id").OnTable("agents");
        Delete.Column("identity_id").Column("identifier_key").FromTable("agents");
    }

    public override void Down()
    {
        Irreversible("the further identities of an agent: it can have one, the first by id, and has its key");
        Alter.Table("agents")
            .AddColumn("identity_id").AsVarchar().Nullable().FilledFrom(OfFirstIdentity("id"))
            .AddColumn("identifier_key").AsVarchar().Nullable().FilledFrom(OfFirstIdentity("identifier_key"));
        ForeignKey("fk_agents_identity_id", "agents", "identity_id", "identities").OnDelete(Rule.Cascade);
        Delete.Table("identities_agents");

        Irreversible("the properties of identities: nothing held them before");
        Delete.Column("properties").FromTable("identities");
        Delete.UniqueConstraint("unique_identifier_without_project").FromTable("identities");
        Create.UniqueConstraint("unique_identifier_pid_org_id").OnTable("identities")
            .Columns("identifier_key", "project_id", "organization_id");
    }

    private static string OfFirstIdentity(string column)
        => $"""
            (select i.{column} from identities_agents l join identities i on i.id = l.identity_id
             where l.agent_id = agents.id order by i.id limit 1)
            """;
}
