using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

/// <summary>
/// An agent's core memory was a JSON document of its own, <c>{"memory": {"human": {"id": …, "value": …}, …}, "prompt_template": …}</c>;
/// older ones are the inner object alone, the oldest have the text in place of the block. From here on an agent has blocks.
/// </summary>
/// <remarks>
/// <para>
/// Letta itself dropped the document, and its users lost their agents' memory (letta-ai/letta#2117). Here every block of it is linked:
/// the row of <c>block</c> with its id and label, whose value the agent was shown at every start anyway; where there is none (or it is
/// deleted, or has another label), a new row with the values of the document. A block that two agents name and that has no row becomes a
/// copy for each.
/// </para>
/// <para>
/// The template by which a memory was rendered is lost, where it is not one of the two that Letta itself gave to every memory.
/// </para>
/// <para>NULL, JSON null and <c>{}</c> are no memory; anything else that is not blocks is refused, not dropped.</para>
/// </remarks>
[Revision(20241125143500, "5987401b40ae", "agent memory becomes blocks")]
public sealed class CarryAgentMemoryIntoBlocks : Revision
{
    /// <summary>What Letta rendered memories with while blocks had names.</summary>
    private const string TemplateOfNames
        = "{% for block in memory.values() %}<{{ block.name }} characters=\"{{ block.value|length }}/{{ block.limit }}\">\n"
            + "{{ block.value }}\n</{{ block.name }}>{% if not loop.last %}\n{% endif %}{% endfor %}";

    /// <summary>What it renders them with since they have labels.</summary>
    private const string TemplateOfLabels
        = "{% for block in memory.values() %}<{{ block.label }} characters=\"{{ block.value|length }}/{{ block.limit }}\">\n"
            + "{{ block.value }}\n</{{ block.label }}>{% if not loop.last %}\n{% endif %}{% endfor %}";

    public override void Up()
    {
        Refuse(
            "agents",
            "must have a \"memory\" that can be read as blocks, each with a text for its value and a whole number for its limit",
            Unreadable(),
            """write it as {"human": {"value": "…", "limit": 5000}}, or set it to NULL to give it up""");
        Refuse(
            "agents",
            "must belong to an existing user, whose organization their memory is carried to",
            """
            select a.id from agents a left join users u on u.id = a.user_id
            where u.id is null and cast(a.memory as text) not in ('null', '{}') order by a.id
            """,
            "set \"user_id\" to an existing user, or delete them");
        Refuse(
            "blocks_agents",
            "must not link another block than the agent's memory names under the same label",
            $"""
            select l.id from blocks_agents l join ({Blocks()}) m on m.agent_id = l.agent_id and m.label = l.block_label
            where not l.is_deleted and coalesce(m.block_id, '') <> l.block_id order by l.id
            """,
            "delete the link, or the block in the memory");
        Loses(
            "agents",
            "prompt templates of memories",
            $"select id from agents where {Template()} not in ('', '{TemplateOfNames}', '{TemplateOfLabels}') order by id",
            "blocks have none, and Letta renders all agents' blocks alike");

        Sql($"create table letta_migration_memory as {Carried()}");
        Sql("""
            delete from blocks_agents where is_deleted and exists (
                select 1 from letta_migration_memory m where m.agent_id = blocks_agents.agent_id and m.label = blocks_agents.block_label)
            """);
        Sql("""
            insert into block (id, label, value, "limit", template_name, description, metadata_, is_template,
                               organization_id, _created_by_id, _last_updated_by_id)
            select target, label, value, "limit", template_name, description, metadata_, is_template,
                   organization_id, created_by_id, last_updated_by_id
            from letta_migration_memory where not known
            """);
        Sql($"""
            insert into blocks_agents (agent_id, block_id, block_label, id)
            select agent_id, target, label, 'blocks_agents-' || {UuidOf("agent_id || '/' || label")} from letta_migration_memory
            """);
        Sql("drop table letta_migration_memory");

        Delete.Column("memory").FromTable("agents");
        Rename.Column("tools").OnTable("agents").To("tool_names");
    }

    public override void Down()
    {
        Rename.Column("tool_names").OnTable("agents").To("tools");
        // Without a template: Letta reads this older form too, and puts its own template to it. The links stay; there is a table for them.
        Alter.Table("agents").AddColumn("memory").AsJson().Nullable().FilledFrom(OnPostgres
            ? """
              (select coalesce(json_object_agg(b.label, json_build_object(
                          'id', b.id, 'label', b.label, 'value', b.value, 'limit', b."limit",
                          'template_name', b.template_name, 'is_template', b.is_template, 'description', b.description, 'metadata_', b.metadata_,
                          'organization_id', b.organization_id, 'created_by_id', b._created_by_id, 'last_updated_by_id', b._last_updated_by_id)
                          order by b.label), '{}')
               from blocks_agents l join block b on b.id = l.block_id
               where l.agent_id = agents.id and not l.is_deleted and not b.is_deleted)
              """
            : """
              (select json_group_object(b.label, json_object(
                          'id', b.id, 'label', b.label, 'value', b.value, 'limit', b."limit",
                          'template_name', b.template_name, 'is_template', json(case when b.is_template then 'true' else 'false' end),
                          'description', b.description, 'metadata_', json(case when json_valid(b.metadata_) then b.metadata_ end),
                          'organization_id', b.organization_id, 'created_by_id', b._created_by_id, 'last_updated_by_id', b._last_updated_by_id))
               from (select b.*, l.agent_id from blocks_agents l join block b on b.id = l.block_id
                     where not l.is_deleted and not b.is_deleted order by b.label) b
               where b.agent_id = agents.id)
              """);
    }

    /// <summary>One row for each block of each agent's memory, from all three forms of the document.</summary>
    private string Blocks()
        => OnPostgres
            ? $$"""
               select e.agent_id, e.user_id, e.label, block ->> 'id' as block_id,
                      case json_typeof(block) when 'string' then block #>> '{}' else coalesce(block ->> 'value', '') end as value,
                      cast(block ->> 'limit' as integer) as "limit",
                      coalesce(block ->> 'name', block ->> 'template_name') as template_name, block ->> 'description' as description,
                      case when json_typeof(block -> 'metadata_') <> 'null' then block -> 'metadata_' end as metadata_,
                      coalesce(block ->> 'is_template', block ->> 'template') = 'true' as is_template,
                      block ->> 'created_by_id' as created_by_id, block ->> 'last_updated_by_id' as last_updated_by_id
               from ({{Entries()}}) e where json_typeof(block) <> 'null'
               """
            : $"""
               select e.agent_id, e.user_id, e.label, json_extract(block, '$.id') as block_id,
                      case type when 'text' then text else coalesce(json_extract(block, '$.value'), '') end as value,
                      json_extract(block, '$.limit') as "limit",
                      coalesce(json_extract(block, '$.name'), json_extract(block, '$.template_name')) as template_name,
                      json_extract(block, '$.description') as description, json_extract(block, '$.metadata_') as metadata_,
                      coalesce(json_extract(block, '$.is_template'), json_extract(block, '$.template')) as is_template,
                      json_extract(block, '$.created_by_id') as created_by_id, json_extract(block, '$.last_updated_by_id') as last_updated_by_id
               from ({Entries()}) e where type <> 'null'
               """;

    /// <summary>The template of an agent's memory; NULL where it has none.</summary>
    private string Template()
        => OnPostgres
            ? """
              case when json_typeof(memory) = 'object' and strpos(replace(memory::text, '\\', ''), '\u0000') = 0
                  and json_typeof(memory -> 'memory') = 'object' and json_typeof(memory -> 'prompt_template') = 'string'
                  then memory ->> 'prompt_template' end
              """
            : """
              case when json_valid(memory) and json_type(memory, '$.memory') = 'object' and json_type(memory, '$.prompt_template') = 'text'
                  then json_extract(memory, '$.prompt_template') end
              """;

    /// <summary>
    /// The blocks that no live link holds yet, with what each is linked to: its own row, or the one to be written. 5000 is the limit that
    /// Letta gave to a block without one; a text that is longer already keeps its length, since Letta refuses to load one over its limit.
    /// </summary>
    private string Carried()
        => $"""
            select m.agent_id, m.label, m.value, m.template_name, m.description, m.metadata_, m.created_by_id, m.last_updated_by_id,
                   coalesce(m."limit", case when length(m.value) > 5000 then length(m.value) else 5000 end) as "limit",
                   coalesce(m.is_template, false) as is_template, u.organization_id,
                   coalesce(b.label = m.label and not b.is_deleted, false) as known,
                   case when b.label = m.label and not b.is_deleted or b.id is null and m.block_id is not null and m.named = 1 then m.block_id
                        else 'block-' || {UuidOf("m.agent_id || '/' || m.label || '/' || coalesce(m.block_id, '')")} end as target
            from (select *, count(*) over (partition by block_id) as named from ({Blocks()}) blocks) m
            join users u on u.id = m.user_id
            left join block b on b.id = m.block_id
            where not exists (
                select 1 from blocks_agents l where l.agent_id = m.agent_id and l.block_label = m.label and not l.is_deleted)
            """;

    /// <summary>
    /// The entries of each agent's document; none of one that is no object, or has a NUL, which is no text on either engine.
    /// </summary>
    private string Entries()
        => OnPostgres
            ? """
              select a.id as agent_id, a.user_id, j.key as label, j.value as block
              from agents a cross join lateral json_each(case
                  when json_typeof(a.memory) <> 'object' or strpos(replace(a.memory::text, '\\', ''), '\u0000') > 0 then '{}'
                  when json_typeof(a.memory -> 'memory') = 'object' and a.memory -> 'prompt_template' is not null then a.memory -> 'memory'
                  else a.memory end) j
              """
            : """
              select a.id as agent_id, a.user_id, j.key as label, j.type, j.value as text, case j.type when 'object' then j.value end as block
              from agents a, json_each(case
                  when not json_valid(a.memory) or instr(replace(a.memory, '\\', ''), '\u0000') > 0 or json_type(a.memory) <> 'object' then '{}'
                  when json_type(a.memory, '$.memory') = 'object' and json_type(a.memory, '$.prompt_template') is not null
                  then json_extract(a.memory, '$.memory')
                  else a.memory end) j
              """;

    private string Unreadable()
        => OnPostgres
            ? $$"""
               select a.id from agents a
               where json_typeof(a.memory) not in ('object', 'null') or strpos(replace(a.memory::text, '\\', ''), '\u0000') > 0
               union
               select e.agent_id from ({{Entries()}}) e
               where not case json_typeof(block)
                   when 'object' then coalesce(json_typeof(block -> 'value'), 'missing') in ('string', 'null')
                       and coalesce(json_typeof(block -> 'id'), 'null') in ('string', 'null')
                       and case when json_typeof(block -> 'limit') = 'number' and block ->> 'limit' ~ '^[0-9]{1,10}$'
                           then cast(block ->> 'limit' as bigint) <= 2147483647
                           else coalesce(json_typeof(block -> 'limit'), 'null') = 'null' end
                   else json_typeof(block) in ('string', 'null') end
               order by 1
               """
            : $"""
               select a.id from agents a
               where a.memory is not null and (not json_valid(a.memory) or instr(replace(a.memory, '\\', ''), '\u0000') > 0
                   or json_type(a.memory) not in ('object', 'null'))
               union
               select e.agent_id from ({Entries()}) e
               where not case type
                   when 'object' then coalesce(json_type(block, '$.value'), 'missing') in ('text', 'null')
                       and coalesce(json_type(block, '$.id'), 'null') in ('text', 'null')
                       and case json_type(block, '$.limit') when 'integer' then json_extract(block, '$.limit') between 0 and 2147483647
                           else coalesce(json_type(block, '$.limit'), 'null') = 'null' end
                   else type in ('text', 'null') end
               order by 1
               """;
}
