using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class SourcesOfLinksSpec(TestEngine engine) : DataSpec(engine, "495f3f474131")
{
    private static readonly string[] Rows =
    [
        RowsOf2025.Organizations,
        FileRows.Agents,
        FileRows.Sources,
        FileRows.Files(", processing_status", ", 'completed'"),
        """
        insert into files_agents (id, file_id, file_name, agent_id, organization_id, is_open, is_deleted) values
            ('link-1', 'file-1', 'notes.txt', 'agent-1', 'org-1', true, false), ('link-2', 'file-3', '資料', 'agent-3', 'org-2', true, true),
            ('link-3', 'file-4', 'old.txt', 'agent-1', 'org-1', false, false)
        """,
    ];

    [Fact]
    public async Task Links_have_the_source_of_their_file()
    {
        await using var database = await AfterAsync(Rows);

        await AssertRowsAsync(
            database, "select id, file_id, source_id from files_agents order by id",
            "link-1|file-1|source-1", "link-2|file-3|source-2", "link-3|file-4|source-1");
        Assert.False(await IsNullableAsync(database, "files_agents", "source_id"));
    }

    [Fact]
    public async Task Link_goes_with_its_source()
    {
        await using var database = await AfterAsync(
            [.. Rows, "insert into sources (id, name, organization_id, embedding_config) values ('source-3', 'u', 'org-1', '{}')"]);
        await database.ExecuteAsync("update files_agents set source_id = 'source-3' where id = 'link-1'");

        await database.ExecuteAsync("delete from sources where id = 'source-3'");

        await AssertRowsAsync(database, "select id from files_agents order by id", "link-2", "link-3");
    }

    [Fact]
    public async Task Down_and_up_again_keeps_links_and_sources()
    {
        await using var database = await AfterAsync(Rows);

        await DownAsync(database);
        await UpAsync(database);

        await AssertRowsAsync(
            database, "select id, source_id from files_agents order by id", "link-1|source-1", "link-2|source-2", "link-3|source-1");
    }
}

public sealed class SqliteSourcesOfLinksTests(SqliteEngine engine) : SourcesOfLinksSpec(engine)
{
    [Fact]
    public async Task Link_that_a_client_without_foreign_keys_left_astray_is_refused()
    {
        await using var database = await BeforeAsync(
            RowsOf2025.Organizations, FileRows.Agents,
            """
            pragma foreign_keys = off;
            insert into files_agents (id, file_id, file_name, agent_id, organization_id, is_open) values ('link-9', 'file-9', 'x', 'agent-1', 'org-1', true);
            pragma foreign_keys = on
            """);

        await AssertRefusedAsync(
            database, "files_agents", """1 row of "files_agents" must refer to an existing row of "files" by "file_id": link-9.""");
    }
}

public sealed class PostgresSourcesOfLinksTests(PostgresEngine engine) : SourcesOfLinksSpec(engine);
