using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class NamesOfLinkedFilesSpec(TestEngine engine) : DataSpec(engine, "cdd4a1c11aee")
{
    private const string Links = """
        insert into files_agents (id, file_id, agent_id, organization_id, is_open, is_deleted, visible_content) values
            ('link-1', 'file-1', 'agent-1', 'org-1', true, false, 'text'), ('link-2', 'file-2', 'agent-2', 'org-1', true, false, null),
            ('link-3', 'file-3', 'agent-3', 'org-2', false, true, null), ('link-4', 'file-4', 'agent-1', 'org-1', false, false, null)
        """;

    private static readonly string[] Rows = [RowsOf2025.Organizations, FileRows.Agents, FileRows.Sources, FileRows.Files(), Links];

    [Fact]
    public async Task Links_have_the_name_of_their_file()
    {
        await using var database = await AfterAsync(Rows);

        await AssertRowsAsync(
            database, "select id, file_id, file_name, visible_content from files_agents order by id",
            "link-1|file-1|notes.txt|text", "link-2|file-2|notes.txt|null", "link-3|file-3|資料 'v2'.pdf|null", "link-4|file-4|old.txt|null");
        Assert.False(await IsNullableAsync(database, "files_agents", "file_name"));
    }

    [Fact]
    public async Task Links_to_files_without_a_name_are_refused()
    {
        await using var database = await BeforeAsync([.. Rows, "update files set file_name = null where id in ('file-1', 'file-3')"]);

        await AssertRefusedAsync(
            database, "files_agents", """2 rows of "files_agents" must belong to a file that has a "file_name": link-1, link-3.""");
    }

    [Fact]
    public async Task File_without_a_name_that_no_agent_has_is_no_obstacle()
    {
        await using var database = await AfterAsync(
            [.. Rows, "insert into files (id, file_name, source_id, organization_id) values ('file-5', null, 'source-1', 'org-1')"]);

        await AssertRowsAsync(database, "select id, file_name from files where id = 'file-5'", "file-5|null");
    }

    [Fact]
    public async Task Agent_with_two_files_of_one_name_is_refused_even_if_a_link_is_deleted()
    {
        await using var database = await BeforeAsync(
            [
                .. Rows,
                "insert into files_agents (id, file_id, agent_id, organization_id, is_open, is_deleted) values ('link-5', 'file-2', "
                    + "'agent-1', 'org-1', true, true)"
            ]);

        await AssertRefusedAsync(
            database,
            "files_agents",
            """2 rows of "files_agents" must not link an agent to a file of the same name as another of its files: link-1, link-5.""");
    }

    [Fact]
    public async Task Down_and_up_again_keeps_links_and_names()
    {
        await using var database = await AfterAsync(Rows);
        await database.ExecuteAsync("insert into file_contents (id, file_id, text) values ('content-1', 'file-1', 'text')");

        await DownAsync(database);
        await UpAsync(database);

        await AssertRowsAsync(
            database, "select id, file_name from files_agents order by id",
            "link-1|notes.txt", "link-2|notes.txt", "link-3|資料 'v2'.pdf", "link-4|old.txt");
        await AssertRowsAsync(database, "select id from file_contents");
    }
}

public sealed class SqliteNamesOfLinkedFilesTests(SqliteEngine engine) : NamesOfLinkedFilesSpec(engine)
{
    [Fact]
    public async Task Link_that_a_client_without_foreign_keys_left_astray_is_refused()
    {
        await using var database = await BeforeAsync(
            RowsOf2025.Organizations, FileRows.Agents, FileRows.Sources, FileRows.Files(),
            """
            pragma foreign_keys = off;
            insert into files_agents (id, file_id, agent_id, organization_id, is_open) values ('link-9', 'file-9', 'agent-1', 'org-1', true);
            pragma foreign_keys = on
            """);

        // The first names a row by all columns of its primary key, as of every row without its parent; the second as the revision lists it.
        await AssertRefusedAsync(
            database,
            "files_agents",
            """1 row of "files_agents" must refer to an existing row of "files" by "file_id" (foreign key "files_agents_file_id_fkey", on delete cascade): link-9 file-9 agent-1. """
                + """1 row of "files_agents" must belong to a file that has a "file_name": link-9.""");
    }
}

public sealed class PostgresNamesOfLinkedFilesTests(PostgresEngine engine) : NamesOfLinkedFilesSpec(engine);
