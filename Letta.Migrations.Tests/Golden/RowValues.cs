namespace Letta.Migrations.Tests.Golden;

/// <summary>Values that Letta would write where the type alone does not say what they look like.</summary>
internal static class RowValues
{
    private static readonly string[] Arrays
        = ["tags", "tools", "tool_names", "tool_calls", "tool_returns", "message_ids", "agent_ids", "properties", "tool_rules", "content"];

    /// <summary>What a column refers to, where a foreign key came years later, or never on SQLite.</summary>
    private static readonly Dictionary<string, string> Parents = new(StringComparer.Ordinal)
    {
        ["agent_id"] = "agents",
        ["block_id"] = "block",
        ["file_id"] = "files",
        ["job_id"] = "jobs",
        ["message_id"] = "messages",
        ["organization_id"] = "organizations",
        ["org_id"] = "organizations",
        ["run_id"] = "runs",
        ["source_id"] = "sources",
        ["user_id"] = "users",
    };

    /// <summary>The value as an SQL literal; null where any of the type will do.</summary>
    public static string? Get(string table, string column, int row) => (table, column) switch
    {
        (_, "id") when table is not ("message_sequence" or "job_messages" or "job_usage_statistics") => $"'{table}-{row}'",
        ("agents", "memory")
            => $$$$"""'{"memory": {"human": {"value": "v{{{{row}}}}", "limit": 2000, "label": "human"}}, "prompt_template": ""}'""",
        (_, "limit") => "2000",
        ("job_usage_statistics", "step_id") => $"'step-00000000-0000-4000-8000-00000000000{row}'",
        ("jobs", "job_type") => "'run'",
        (_, "identifier_key") => $"'key-{row}'", // An agent's is that of its identity.
        _ when Parents.TryGetValue(column, out var parent) => $"'{parent}-{row}'",
        (_, "vector_db_provider") => "'NATIVE'",
        ("sandbox_configs", "type") => "'LOCAL'",
        _ when Arrays.Contains(column) => "'[]'",
        _ => null,
    };
}
