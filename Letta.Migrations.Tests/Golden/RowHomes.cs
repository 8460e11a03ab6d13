using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Golden;

/// <summary>
/// Where at head the rows of an older database are: under the same key in the same table, but for what is written out here.
/// </summary>
internal static class RowHomes
{
    /// <summary>
    /// Tables that are renamed, divided, given another key or dropped: the last revision that has them so, and a query, asked there, of
    /// where their rows are at head. What it leaves out is lost, for the reason beside it.
    /// </summary>
    private static readonly (int Until, string Table, string Query)[] Moved =
    [
        (1, "tools", Nowhere), // Nothing tells their organization.
        (16, "tokens", Nowhere), // Letta knows no tokens of users any more.
        (15, "agent_source_mapping", "select 'sources_agents|' || agent_id || '|' || source_id from agent_source_mapping"),
        (15, "agents_tags", "select 'agents_tags|' || agent_id || '|' || tag from agents_tags where not is_deleted"), // Deleted links
        (
            15,
            "blocks_agents",
            "select 'blocks_agents|' || agent_id || '|' || block_id from blocks_agents where not is_deleted"), // would come
        (
            15,
            "tools_agents",
            "select 'tools_agents|' || agent_id || '|' || tool_id from tools_agents where not is_deleted"), // to life again.
        (17, "passages", """
            select 'archival_passages|' || id from passages where agent_id is not null
            union all select 'source_passages|' || id from passages where source_id is not null
            """),
        (31, "job_usage_statistics", "select 'steps|' || step_id from job_usage_statistics"),
        (104, "agent_passages", "select 'archival_passages|' || id from agent_passages"),
        (128, "agents_runs", "select 'runs|' || run_id from agents_runs"),
        (
            128,
            "job_messages",
            "select 'run of message|' || message_id || '|' || job_id from job_messages where not "
                + "is_deleted"), // Nor were these messages of it.
    ];

    /// <summary>Columns that become rows of another table, or others of the same.</summary>
    private static readonly (int From, int Until, string Query)[] Columns =
    [
        (1, 8, "select 'memory|' || id || '|human|' || (cast(memory as json) -> 'memory' -> 'human' ->> 'value') from agents"),
        (1, 14, "select 'agent of passage|' || id || '|' || agent_id from passages"),
        (
            15,
            17,
            "select 'agent of passage|' || id || '|' || agent_id from passages where not is_deleted"), // No agent is linked to an archive
        (18, 104, "select 'agent of passage|' || id || '|' || agent_id from agent_passages where not is_deleted"), // of deleted ones alone.
        (38, 39, "select 'identities_agents|' || identity_id || '|' || id from agents"),
        (32, 44, """
            select 'run of step|' || id || '|' || job_id from steps s
            where exists (select 1 from job_messages l where l.job_id = s.job_id and not l.is_deleted) -- Nothing else tells its agent yet.
            """),
        (45, 128, "select 'run of step|' || id || '|' || job_id from steps where job_id is not null"),
    ];

    /// <summary>The same at head.</summary>
    private static readonly string[] Facts =
    [
        "select 'memory|' || l.agent_id || '|' || b.label || '|' || b.value from blocks_agents l join block b on b.id = l.block_id",
        "select 'agent of passage|' || p.id || '|' || l.agent_id from archival_passages p join archives_agents l on l.archive_id = "
            + "p.archive_id",
        "select 'run of message|' || id || '|' || run_id from messages",
        "select 'run of step|' || id || '|' || run_id from steps",
    ];

    private const string Nowhere = "select '' where 1 = 0";

    /// <summary>What of a database at a revision there must be at head.</summary>
    public static async Task<IReadOnlyList<string>> AtHeadAsync(TestDatabase database, int revision)
    {
        var moved = Moved.Where(m => revision <= m.Until).ToList();
        var keys = (await RowFiller.KeysAsync(database)).Where(
            k => !moved.Exists(m => k.StartsWith($"{m.Table}|", StringComparison.Ordinal)))
            .ToList();
        var queries = moved.Select(m => (m.Table, m.Query))
            .Concat(Columns.Where(c => c.From <= revision && revision <= c.Until).Select(c => ("agents", c.Query)));
        var tables = (await RowFiller.SchemaAsync(database)).Tables.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (table, query) in queries.Where(q => tables.Contains(q.Item1)))
            keys.AddRange(await database.RowsAsync(query));
        return keys;
    }

    /// <summary>What there is at head.</summary>
    public static async Task<IReadOnlyList<string>> FoundAsync(TestDatabase head)
    {
        var found = (await RowFiller.KeysAsync(head)).ToList();
        foreach (var fact in Facts)
            found.AddRange(await head.RowsAsync(fact));
        return found;
    }
}
