using System.Data.Common;

namespace Letta.Migrations.Bench;

/// <summary>Rows for revision 120, the same on both engines, set by set.</summary>
/// <param name="json">How SQL says to the engine that a text is JSON.</param>
internal sealed class Fill(Func<string, string> json)
{
    private const string Organizations = "100";
    private const string Filler =
        "The quick brown fox jumps over the lazy dog, and then sits down to think about what it has learned from this, which it will tell "
        + "its user in a moment; before that it looks up what it was asked, and in which order, and whether it has been asked before. ";

    public static readonly string[] Tables =
    [
        "organizations", "users", "agents", "agents_tags", "tools", "tools_agents", "block", "blocks_agents", "sources", "archives",
        "archives_agents", "archival_passages", "jobs", "steps", "step_metrics", "messages",
    ];

    /// <summary>
    /// The id of the row that has a number: like those of Letta it tells nothing about its age, so that indexes are hit all over.
    /// </summary>
    public static string Id(string prefix, string number)
        => $"'{prefix}-00000000-0000-4000-8000-' || (100000000000 + ({number}) * 123456789011 % 900000000000)";

    public async Task ExecuteAsync(DbConnection connection, FillSize size)
    {
        foreach (var statement in Statements(size))
        {
            await using var command = connection.CreateCommand();
            command.CommandTimeout = 0;
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync();
        }
    }

    private IEnumerable<string> Statements(FillSize size) =>
    [
        $"create temp table n as with recursive n(i) as (select cast(1 as bigint) union all select i + 1 from n where i "
            + $"< {size.Messages}) select i from n",
        $"insert into organizations (id, name, created_at, privileged_tools) select {Id("org", "i")}, 'organization ' || i, "
            + $"current_timestamp, false from n where i <= {Organizations}",
        $"insert into users (id, name, created_at, organization_id) select {Id("user", "i")}, 'user ' || i, "
            + $"current_timestamp, {Id("org", "i")} from n where i <= {Organizations}",
        $"""
        insert into agents (id, name, system, agent_type, message_ids, llm_config, embedding_config, metadata_, message_buffer_autoclear, organization_id, project_id, timezone)
        select {Id("agent", "i")}, 'agent ' || i, '{Filler}', 'letta_v1_agent', {json("'[]'")}, {Config("model")}, {Config("embedding_model")}, {json("'{}'")},
               false, {OrganizationOf("i")}, 'project-' || i % 500, 'UTC'
        from n where i <= {size.Agents}
        """,
        $"insert into agents_tags (agent_id, tag) select {Id("agent", "i")}, case when i % 10 = 0 then 'role:subagent' else 'tag ' || i "
            + $"% 7 end from n where i <= {size.Agents}",
        $"insert into tools (id, name, source_type, json_schema, tags, organization_id, tool_type) select {Id("tool", "i")}, 'tool_' || "
            + $"i, 'python', {json("'{}'")}, {json("'[]'")}, {OrganizationOf("i")}, 'custom' from n where i <= 1000",
        $"insert into tools_agents (agent_id, tool_id) select {Id("agent", "i")}, {Id("tool", "1 + i % 1000")} from n where i "
            + $"<= {size.Agents}",
        $"""
        insert into block (id, value, "limit", label, is_template, organization_id, read_only, metadata_)
        select {Id("block", "i")}, '{Filler}', 5000, case when i % 2 = 0 then 'human' else 'persona' end, false, {OrganizationOf("(i + 1) / 2")}, false, {json("'{}'")}
        from n where i <= {2 * size.Agents}
        """,
        $"insert into blocks_agents (agent_id, block_id, block_label) select {Id("agent", "(i + 1) / 2")}, {Id("block", "i")}, case when "
            + $"i % 2 = 0 then 'human' else 'persona' end from n where i <= {2 * size.Agents}",
        $"insert into sources (id, name, embedding_config, organization_id, vector_db_provider) select {Id("source", "i")}, 'source ' || "
            + $"i, {Config("embedding_model")}, {OrganizationOf("i")}, 'NATIVE' from n where i <= 1000",
        $"insert into archives (id, name, organization_id, vector_db_provider) select {Id("archive", "i")}, 'archive ' || "
            + $"i, {OrganizationOf("i")}, 'NATIVE' from n where i <= {size.Agents / 5}",
        $"insert into archives_agents (agent_id, archive_id, is_owner) select {Id("agent", "i")}, {Id("archive", "i")}, true from n "
            + $"where i <= {size.Agents / 5}",
        $"""
        insert into archival_passages (id, text, embedding_config, metadata_, organization_id, archive_id)
        select {Id("passage", "i")}, '{Filler}', {Config("embedding_model")}, {json("'{}'")}, {OrganizationOf($"1 + i % {size.Agents / 5}")}, {Id("archive", $"1 + i % {size.Agents / 5}")}
        from n where i <= {size.Messages / 20}
        """,
        $"insert into jobs (id, user_id, status, job_type) select {Id("run", "i")}, {Id("user", "1 + i % " + Organizations)}, "
            + $"'completed', 'run' from n where i <= {size.Jobs}",
        $"""
        insert into steps (id, job_id, organization_id, agent_id, model, total_tokens)
        select {Id("step", "i")}, {Id("run", "(i + 1) / 2")}, {OrganizationOf(Agent("(i + 1) / 2", size))}, {Id("agent", Agent("(i + 1) / 2", size))}, 'gpt-4o', i % 5000
        from n where i <= {size.Steps}
        """,
        $"""
        insert into step_metrics (id, job_id, organization_id, agent_id, step_ns)
        select {Id("step", "i")}, {Id("run", "(i + 1) / 2")}, {OrganizationOf(Agent("(i + 1) / 2", size))}, {Id("agent", Agent("(i + 1) / 2", size))}, i
        from n where i <= {size.Steps}
        """,
        $"""
        insert into messages (id, agent_id, role, model, tool_calls, created_at, organization_id, step_id, content, sequence_id)
        select {Id("message", "i")}, {Id("agent", Agent("(i + 7) / 8", size))}, case when i % 4 = 1 then 'user' else 'assistant' end, 'gpt-4o', {json("'[]'")}, current_timestamp,
               {OrganizationOf(Agent("(i + 7) / 8", size))}, {Id("step", "(i + 3) / 4")},
               {json($$"""'[{"type": "text", "text": "' || i || ': {{Filler}}' || substr('{{Filler}}', 1, cast(1 + i % 150 as integer)) || '"}]'""")}, i
        from n where i <= {size.Messages}
        """,
        $"insert into job_messages (id, job_id, message_id) select i, {Id("run", "(i + 7) / 8")}, {Id("message", "i")} from n where i "
            + $"<= {size.Messages} and i % 5 <> 0",
        "drop table n",
    ];

    private string Config(string name) => json($$"""'{"{{name}}": "letta-free", "context_window": 32000, "embedding_dim": 1536}'""");

    private static string Agent(string job, FillSize size) => $"1 + ({job}) % {size.Agents}";

    private static string OrganizationOf(string agent) => Id("org", $"1 + ({agent}) % {Organizations}");
}
