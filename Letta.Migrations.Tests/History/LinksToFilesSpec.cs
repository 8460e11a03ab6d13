using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class LinksToFilesSpec(TestEngine engine) : DataSpec(engine, "614c4e53b66e")
{
    private const string Links = """
        insert into files_agents (id, file_id, agent_id, organization_id, is_open, is_deleted) values
            ('link-1', 'file-1', 'agent-1', 'org-1', true, false), ('link-2', 'file-1', 'agent-2', 'org-1', true, false),
            ('link-3', 'file-2', 'agent-1', 'org-1', false, true)
        """;

    [Fact]
    public async Task Different_links_of_a_file_and_of_an_agent_stay()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, FileRows.Agents, FileRows.Sources, FileRows.Files(), Links);

        await AssertRowsAsync(
            database, "select id, file_id, agent_id from files_agents order by id",
            "link-1|file-1|agent-1", "link-2|file-1|agent-2", "link-3|file-2|agent-1");
    }

    [Fact]
    public async Task File_that_is_linked_to_an_agent_twice_is_refused_even_if_deleted()
    {
        await using var database = await BeforeAsync(
            RowsOf2025.Organizations, FileRows.Agents, FileRows.Sources, FileRows.Files(), Links,
            "insert into files_agents (id, file_id, agent_id, organization_id, is_open) values ('link-4', 'file-2', 'agent-1', 'org-1', "
                + "true)");

        await AssertRefusedAsync(
            database,
            "files_agents",
            """2 rows of "files_agents" must not have the "file_id" and "agent_id" of another: link-3, link-4.""");
    }

    [Fact]
    public async Task Down_keeps_the_links()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, FileRows.Agents, FileRows.Sources, FileRows.Files(), Links);

        await DownAsync(database);

        await AssertRowsAsync(database, "select id from files_agents order by id", "link-1", "link-2", "link-3");
    }
}

public sealed class SqliteLinksToFilesTests(SqliteEngine engine) : LinksToFilesSpec(engine);

public sealed class PostgresLinksToFilesTests(PostgresEngine engine) : LinksToFilesSpec(engine);
