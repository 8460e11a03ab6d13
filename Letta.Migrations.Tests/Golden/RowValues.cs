namespace Letta.Migrations.Tests.Golden;

/// <summary>Values that Letta would write where the type alone does not say what they look like.</summary>
internal static class RowValues
{
    private static readonly string[] Arrays = ["tags", "tools", "tool_names", "tool_calls", "tool_returns", "message_ids", "agent_ids", "properties", "tool_rules", "content"];

    /// <summary>The value as an SQL literal; null where any of the type will do.</summary>
    public static string? Of(string table, string column, int row) => (table, column) switch
    {
        (_, "id") when table is not ("message_sequence" or "job_messages" or "job_usage_statistics") => $"'{table}-{row}'",
        ("agents", "memory") => $$$$"""'{"memory": {"human": {"value": "v{{{{row}}}}", "limit": 2000, "label": "human"}}}'""",
        (_, "limit") => "2000",
        ("block_history", "block_id") => $"'block-{row}'", // Alembic's SQLite has no foreign key here,
        ("messages", "run_id") => $"'runs-{row}'", // nor here.
        (_, "vector_db_provider") => "'NATIVE'",
        ("sandbox_configs", "type") => "'LOCAL'",
        _ when Arrays.Contains(column) => "'[]'",
        _ => null,
    };
}
