using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

/// <summary>
/// A tool with the tag "composio" is an external one. Tags that hold a NUL are not looked at: to Letta's own step, one such tool was the
/// end of the whole run.
/// </summary>
[Revision(20250117112743, "f895232c144a", "composio tools are external")]
public sealed class ComposioToolsAreExternal : Revision
{
    public override void Up() => Sql($"update tools set tool_type = 'external_composio' where {IsComposio()}");

    public override void Down()
    {
        Irreversible("the type of a composio tool, where it was another than its name tells");
        Sql($"update tools set tool_type = {ToolTypes.ByName} where tool_type = 'external_composio' and {IsComposio()}");
    }

    /// <summary>
    /// That the tags are an array with that element, however it is escaped. Half a surrogate pair, which is no text, is not in it.
    /// </summary>
    private string IsComposio()
        => OnPostgres
            ? """
              case when json_typeof(tags) = 'array' and strpos(replace(tags::text, '\\', ''), '\u0000') = 0 then exists (
                  select 1 from json_array_elements(tags) as t (tag)
                  where case when tag::text !~ '\\u[dD]' then tag #>> '{}' end = 'composio')
              else false end
              """
            : """
              case when json_valid(tags) and json_type(tags) = 'array' and instr(replace(tags, '\\', ''), '\u0000') = 0 then exists (
                  select 1 from json_each(tags) as t where t.value = 'composio')
              else false end
              """;
}
