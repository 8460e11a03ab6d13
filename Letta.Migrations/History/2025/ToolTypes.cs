namespace Letta.Migrations.History._2025;

/// <summary>The types that tools had when they first had one, as Letta's constants of that day told them by their names.</summary>
internal static class ToolTypes
{
    /// <summary>The type of a row of tools; today's names may be others. Upper and lower case differ.</summary>
    public const string ByName = """
        case
            when tools.name in ('send_message', 'conversation_search', 'archival_memory_insert', 'archival_memory_search') then 'letta_core'
            when tools.name in ('core_memory_append', 'core_memory_replace', 'memory', 'memory_apply_patch') then 'letta_memory_core'
            else 'custom' end
        """;
}
