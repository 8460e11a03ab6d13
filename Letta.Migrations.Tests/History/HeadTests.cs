using System.Text.RegularExpressions;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Golden;

namespace Letta.Migrations.Tests.History;

/// <summary>Where the history ends: on Postgres where Letta's own ends, on SQLite where its ORM begins.</summary>
public sealed partial class HeadTests(PostgresEngine postgres, SqliteEngine sqlite)
{
    /// <summary>Each difference between our SQLite head and the schema that Letta's ORM makes there, with its reason.</summary>
    private static readonly (string Orm, string Ours, string Why)[] Differences =
    [
        // What alembic check itself reports between ORM and history.
        ("index|blocks_tags|ix_blocks_tags_block_id_tag|(block_id, tag)", "", "the ORM has it, no revision ever made it"),
        ("index|blocks_tags|ix_blocks_tags_tag_block_id|(tag, block_id)", "", "the ORM has it, no revision ever made it"),
        ("unique|provider_trace_metadata|(id)",
            "index|provider_trace_metadata|ix_provider_trace_metadata_id|(id) unique",
            "a constraint in the ORM, an index in the history"),

        // Keys and an index that alembic check does not compare.
        ("primary key|agents_tags|agent_id, tag",
            "unique|agents_tags|(agent_id, tag)",
            "the history took the primary key away and left the constraint"),
        ("primary key|blocks_agents|agent_id, block_id, block_label", "", "the history took the primary key away and left the constraints"),
        ("primary key|tools_agents|agent_id, tool_id",
            "unique|tools_agents|(agent_id, tool_id)",
            "the history took the primary key away and left the constraint"),
        ("primary key|file_contents|id", "primary key|file_contents|file_id, id", "the history made it of both columns"),
        ("primary key|files_agents|id", "primary key|files_agents|id, file_id, agent_id", "the history made it of three columns"),
        ("",
            "index|source_passages|source_passages_org_idx|(organization_id)",
            "the ORM leaves it out on SQLite alone; here the engines are equals"),

        // Defaults, which alembic check does not compare either: Letta writes these columns itself.
        ("column|messages|created_at|DATETIME|null|CURRENT_TIMESTAMP",
            "column|messages|created_at|DATETIME|null|-",
            "on Postgres the history never gave it a default"),
        ("column|organizations|created_at|DATETIME|null|CURRENT_TIMESTAMP",
            "column|organizations|created_at|DATETIME|null|-",
            "on Postgres the history never gave it a default"),
        ("column|users|created_at|DATETIME|null|CURRENT_TIMESTAMP",
            "column|users|created_at|DATETIME|null|-",
            "on Postgres the history never gave it a default"),
        ("column|identities|properties|JSON|not null|-",
            "column|identities|properties|JSON|not null|'[]'",
            "on Postgres the history gave it a default"),
        ("column|steps|completion_tokens|INTEGER|not null|-",
            "column|steps|completion_tokens|INTEGER|not null|0",
            "on Postgres the history gave it a default"),
        ("column|steps|prompt_tokens|INTEGER|not null|-",
            "column|steps|prompt_tokens|INTEGER|not null|0",
            "on Postgres the history gave it a default"),
        ("column|steps|total_tokens|INTEGER|not null|-",
            "column|steps|total_tokens|INTEGER|not null|0",
            "on Postgres the history gave it a default"),
        ("column|archives_agents|created_at|DATETIME|not null|'now()'",
            "column|archives_agents|created_at|DATETIME|not null|CURRENT_TIMESTAMP",
            "the ORM's is the text \"now()\", which is no time"),
        ("column|block|version|INTEGER|not null|'1'",
            "column|block|version|INTEGER|not null|1",
            "the ORM's is the text \"1\", which SQLite stores as the number"),
        ("column|provider_models|enabled|BOOLEAN|not null|'TRUE'",
            "column|provider_models|enabled|BOOLEAN|not null|TRUE",
            "the ORM's is the text \"TRUE\", which is no boolean"),
    ];

    [Fact]
    public async Task Postgres_is_the_original_line_by_line()
    {
        await using var database = await postgres.CreateAtAsync("1c28e167b74f");

        Assert.Equal(935, GoldenHead.Postgres.Count);
        Same.Lines(GoldenHead.Postgres, await database.RowsAsync(GoldenHistory.CatalogQuery), "Postgres at head");
    }

    [Fact]
    public async Task Sqlite_is_what_the_orm_makes_but_for_written_differences()
    {
        await using var database = await sqlite.CreateAtAsync("1c28e167b74f");
        var expected = GoldenHead.Sqlite.ToList();
        foreach (var (orm, ours, why) in Differences)
        {
            Assert.NotEmpty(why);
            Assert.True(orm.Length == 0 || expected.Remove(orm), $"The ORM has no {orm}");
            if (ours.Length > 0)
                expected.Add(ours);
        }

        Same.Lines(expected, (await SqliteSchemaReader.ReadAsync(database)).Select(AsOrm), "SQLite at head");
    }

    /// <summary>
    /// A line of <see cref="SqliteSchemaReader"/> as the golden file writes it: a foreign key with its ON DELETE but not its ON UPDATE or
    /// deferral, an index without the direction of its columns, a unique constraint without a word on NULLs.
    /// </summary>
    private static string AsOrm(string line) => line.Split('|') switch
    {
        ["foreign key", var table, var definition] => Key().Match(definition) is { Success: true } m
            ? $"foreign key|{table}|{m.Groups["columns"]} -> {m.Groups["parent"]} on "
                + $"delete {(m.Groups["delete"] is { Success: true } d ? d.Value.ToLowerInvariant() : "no action")}"
            : throw new InvalidOperationException($"Not a foreign key: {line}."),
        ["primary key", var table, var columns] => $"primary key|{table}|{columns.Trim('(', ')')}",
        ["unique", var table, var columns] => $"unique|{table}|{columns.Replace("NULLS NOT DISTINCT ", "", StringComparison.Ordinal)}",
        ["index", var table, var name, var columns]
            => $"index|{table}|{name}|{Columns(columns)}{(columns.StartsWith("UNIQUE ", StringComparison.Ordinal) ? " unique" : "")}",
        _ => line,
    };

    private static string Columns(string index)
        => index.Replace("UNIQUE ", "", StringComparison.Ordinal).Replace(" DESC", "", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^(?<columns>\(.*?\)) REFERENCES (?<parent>\w+\(.*?\))( ON UPDATE CASCADE)?( ON DELETE (?<delete>CASCADE|SET NULL|RESTRICT))?",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();
}
