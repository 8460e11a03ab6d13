using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

/// <summary>
/// Agents come to belong to their user's organization, and what is linked to them is linked by plain pairs. Letta dropped the links to
/// sources and the names of tools with their columns, and brought deleted links back to life; here the links are carried, those that live.
/// </summary>
[Revision(20241212102531, "d05669b60ebe", "agents to the ORM")]
public sealed class MoveAgentsToTheOrm : Revision
{
    public override void Up()
    {
        RefuseNull("agents", "user_id"); // Only a way back, which could not tell the user, leaves NULL.
        RefuseOrphans("agents", "user_id", "users");
        Refuse(
            "agents",
            "must not have the name of another agent of the same organization",
            """
            select id from (
                select a.id, count(*) over (partition by u.organization_id, a.name) as namesakes
                from agents a join users u on u.id = a.user_id) named
            where namesakes > 1 order by id
            """,
            "rename all but one of each name");
        Refuse(
            "tools_agents",
            "must not link a tool to an agent that another row links it to already",
            """
            select id from (
                select id, count(*) over (partition by agent_id, tool_id) as links from tools_agents where not is_deleted) linked
            where links > 1 order by id
            """,
            "delete all but one of each pair");

        LosesDeletedLinks("agents_tags");
        LosesDeletedLinks("blocks_agents");
        LosesDeletedLinks("tools_agents");
        Loses(
            "agent_source_mapping",
            "links whose agent or source does not exist",
            """
            select m.id from agent_source_mapping m left join agents a on a.id = m.agent_id left join sources s on s.id = m.source_id
            where a.id is null or s.id is null order by m.id
            """,
            "a link is between two that exist");
        Loses(
            "agents",
            "names of tools that no live tool of the organization has",
            $"""
            select distinct n.id
            from ({NamesOfTools()}) n left join users u on u.id = n.user_id
            where not exists (select 1 from tools t where t.name = n.name and t.organization_id = u.organization_id and not t.is_deleted)
                and not exists (select 1 from tools_agents l where l.agent_id = n.id and l.tool_name = n.name and not l.is_deleted)
            order by n.id
            """,
            "a link needs a tool");

        Sql("delete from agents_tags where is_deleted");
        Sql("delete from blocks_agents where is_deleted");
        Sql("delete from tools_agents where is_deleted");

        LinkSources();
        StripAgentsTags();
        StripBlocksAgents();
        StripToolsAgents();

        CarryToolNames();

        Alter.Table("agents")
            .AddMetaColumns()
            .AddColumn("organization_id").AsVarchar().NotNullable().FilledFrom(Owner.OrganizationOf("agents"));
        Alter.Column("name").OnTable("agents").AsVarchar().Nullable();
        Delete.Index("agents_idx_user").OnTable("agents");
        Create.UniqueConstraint("unique_org_agent_name").OnTable("agents").Columns("organization_id", "name");
        ForeignKey("agents_organization_id_fkey", "agents", "organization_id", "organizations");
        Delete.Column("tool_names").Column("user_id").FromTable("agents");
    }

    public override void Down()
    {
        Irreversible(Owner.Lost);
        Irreversible("ids and times of the links: they have none any more, and get new ones");
        RestoreToolsAgents();
        RestoreBlocksAgents();
        RestoreAgentsTags();

        Alter.Table("agents")
            .AddColumn("user_id").AsVarchar().Nullable().FilledFrom(Owner.UserOf("agents"))
            .AddColumn("tool_names").AsJson().Nullable().FilledFrom(OnPostgres
                ? """
                  (select coalesce(json_agg(t.name order by t.name), '[]')
                   from tools_agents l join tools t on t.id = l.tool_id where l.agent_id = agents.id)
                  """
                : """
                  (select json_group_array(n.name)
                   from (select l.agent_id, t.name from tools_agents l join tools t on t.id = l.tool_id order by t.name) n
                   where n.agent_id = agents.id)
                  """);
        Delete.ForeignKey("agents_organization_id_fkey").OnTable("agents");
        Delete.UniqueConstraint("unique_org_agent_name").FromTable("agents");
        Delete.Column("organization_id").AndMetaColumns().FromTable("agents");
        Create.Index("agents_idx_user").OnTable("agents").OnColumn("user_id").Ascending();
        SetNotNullIfFilled("agents", "user_id");
        SetNotNullIfFilled("agents", "name");

        UnlinkSources();
    }

    private void LinkSources()
    {
        Create.Table("sources_agents")
            .WithColumn("agent_id").AsVarchar().NotNullable().PrimaryKey("sources_agents_pkey")
            .WithColumn("source_id").AsVarchar().NotNullable().PrimaryKey("sources_agents_pkey");
        ForeignKey("sources_agents_agent_id_fkey", "sources_agents", "agent_id", "agents");
        ForeignKey("sources_agents_source_id_fkey", "sources_agents", "source_id", "sources");
        Sql("""
            insert into sources_agents (agent_id, source_id)
            select distinct m.agent_id, m.source_id
            from agent_source_mapping m join agents a on a.id = m.agent_id join sources s on s.id = m.source_id
            """);
        Delete.Table("agent_source_mapping");
    }

    private void UnlinkSources()
    {
        Create.Table("agent_source_mapping")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("agent_source_mapping_pkey")
            .WithColumn("user_id").AsVarchar().Nullable()
            .WithColumn("agent_id").AsVarchar().NotNullable()
            .WithColumn("source_id").AsVarchar().NotNullable();
        Sql($"""
            insert into agent_source_mapping (id, user_id, agent_id, source_id)
            select {UuidOf("l.agent_id || '/' || l.source_id")}, a.user_id, l.agent_id, l.source_id
            from sources_agents l join agents a on a.id = l.agent_id
            """);
        Delete.Table("sources_agents");
        SetNotNullIfFilled("agent_source_mapping", "user_id");
        Create.Index("agent_source_mapping_idx_user").OnTable("agent_source_mapping")
            .OnColumn("user_id").Ascending()
            .OnColumn("agent_id").Ascending()
            .OnColumn("source_id").Ascending();
    }

    private void StripAgentsTags()
    {
        Delete.PrimaryKey("agents_tags_pkey").FromTable("agents_tags");
        Delete.ForeignKey("agents_tags_organization_id_fkey").OnTable("agents_tags");
        Delete.Column("id").Column("organization_id").AndAllMetaColumns().FromTable("agents_tags");
    }

    private void RestoreAgentsTags()
    {
        Alter.Table("agents_tags")
            .AddAllMetaColumns()
            .AddColumn("id").AsVarchar().NotNullable()
                .FilledFrom($"'agents_tags-' || {UuidOf("agents_tags.agent_id || '/' || agents_tags.tag")}")
            .AddColumn("organization_id").AsVarchar().NotNullable()
                .FilledFrom("(select a.organization_id from agents a where a.id = agents_tags.agent_id)");
        Create.PrimaryKey("agents_tags_pkey").OnTable("agents_tags").Columns("agent_id", "id");
        ForeignKey("agents_tags_organization_id_fkey", "agents_tags", "organization_id", "organizations");
    }

    private void StripBlocksAgents()
    {
        Delete.PrimaryKey("blocks_agents_pkey").FromTable("blocks_agents");
        Delete.ForeignKey("fk_block_id_label").OnTable("blocks_agents");
        Delete.Column("id").AndAllMetaColumns().FromTable("blocks_agents");
        Create.UniqueConstraint("unique_agent_block").OnTable("blocks_agents").Columns("agent_id", "block_id");
        Create.ForeignKey("fk_block_id_label")
            .FromTable("blocks_agents").ForeignColumns("block_id", "block_label").ToTable("block").PrimaryColumns("id", "label")
            .InitiallyDeferred();
    }

    private void RestoreBlocksAgents()
    {
        Delete.ForeignKey("fk_block_id_label").OnTable("blocks_agents");
        Delete.UniqueConstraint("unique_agent_block").FromTable("blocks_agents");
        Alter.Table("blocks_agents")
            .AddAllMetaColumns()
            .AddColumn("id").AsVarchar().NotNullable()
                .FilledFrom($"'blocks_agents-' || {UuidOf("blocks_agents.agent_id || '/' || blocks_agents.block_label")}");
        Create.PrimaryKey("blocks_agents_pkey").OnTable("blocks_agents").Columns("agent_id", "block_id", "block_label", "id");
        Create.ForeignKey("fk_block_id_label")
            .FromTable("blocks_agents").ForeignColumns("block_id", "block_label").ToTable("block").PrimaryColumns("id", "label");
    }

    private void StripToolsAgents()
    {
        Delete.PrimaryKey("tools_agents_pkey").FromTable("tools_agents");
        Delete.UniqueConstraint("unique_tool_per_agent").FromTable("tools_agents");
        Delete.ForeignKey("fk_tool_id").OnTable("tools_agents");
        Delete.ForeignKey("tools_agents_agent_id_fkey").OnTable("tools_agents");
        Delete.Column("tool_name").Column("id").AndAllMetaColumns().FromTable("tools_agents");
        Create.UniqueConstraint("unique_agent_tool").OnTable("tools_agents").Columns("agent_id", "tool_id");
        ForeignKey("tools_agents_tool_id_fkey", "tools_agents", "tool_id", "tools").OnDelete(Rule.Cascade);
        ForeignKey("tools_agents_agent_id_fkey", "tools_agents", "agent_id", "agents").OnDelete(Rule.Cascade);
    }

    private void RestoreToolsAgents()
    {
        Delete.ForeignKey("tools_agents_agent_id_fkey").OnTable("tools_agents");
        Delete.ForeignKey("tools_agents_tool_id_fkey").OnTable("tools_agents");
        Delete.UniqueConstraint("unique_agent_tool").FromTable("tools_agents");
        Alter.Table("tools_agents")
            .AddAllMetaColumns()
            .AddColumn("id").AsVarchar().NotNullable()
                .FilledFrom($"'tools_agents-' || {UuidOf("tools_agents.agent_id || '/' || tools_agents.tool_id")}")
            // Two tools of one name, from two organizations: the name was unique to an agent, so the second is told apart by its id.
            .AddColumn("tool_name").AsVarchar().NotNullable().FilledFrom(
                """
                (select case when exists (
                        select 1 from tools_agents l join tools o on o.id = l.tool_id
                        where l.agent_id = tools_agents.agent_id and o.name = t.name and o.id < t.id)
                    then t.name || ' ' || t.id else t.name end
                 from tools t where t.id = tools_agents.tool_id)
                """);
        Create.PrimaryKey("tools_agents_pkey").OnTable("tools_agents").Columns("agent_id", "tool_id", "tool_name", "id");
        Create.UniqueConstraint("unique_tool_per_agent").OnTable("tools_agents").Columns("agent_id", "tool_name");
        ForeignKey("tools_agents_agent_id_fkey", "tools_agents", "agent_id", "agents");
        ForeignKey("fk_tool_id", "tools_agents", "tool_id", "tools");
    }

    private void LosesDeletedLinks(string table)
        => Loses(
            table,
            "links that are deleted",
            $"select id from {table} where is_deleted order by id",
            "without their is_deleted they would come back to life");

    /// <summary>Links each agent to the live tools of its organization that its <c>tool_names</c> name.</summary>
    private void CarryToolNames()
        => Sql($"""
            insert into tools_agents (agent_id, tool_id)
            select distinct n.id, t.id
            from ({NamesOfTools()}) n join users u on u.id = n.user_id
            join tools t on t.name = n.name and t.organization_id = u.organization_id and not t.is_deleted
            where not exists (select 1 from tools_agents l where l.agent_id = n.id and l.tool_id = t.id)
            """);

    /// <summary>
    /// Each agent with each of its <c>tool_names</c>; a document that is no array counts as one. A NUL is no text on either engine.
    /// </summary>
    private string NamesOfTools()
        => OnPostgres
            ? """
              select a.id, a.user_id, case when strpos(j.value::text, '\u0000') = 0 then j.value #>> '{}' end as name
              from agents a cross join lateral json_array_elements(
                  case when json_typeof(a.tool_names) = 'array' then a.tool_names else json_build_array(a.tool_names) end) j
              where json_typeof(j.value) <> 'null'
              """
            : """
              select a.id, a.user_id, j.value as name
              from agents a, json_each(case
                  when not json_valid(a.tool_names) then json_array(a.tool_names)
                  when json_type(a.tool_names) = 'array' then a.tool_names
                  else json_array(json(a.tool_names)) end) j
              where j.type <> 'null'
              """;
}
