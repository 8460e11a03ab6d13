using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class PassagesSpec(TestEngine engine) : DataSpec(engine, "c5d964280dff")
{
    private const string Agents = "insert into agents (id, user_id, name) values ('agent-1', 'user-1', 'a'), ('agent-2', 'user-3', 'b')";

    private const string File = """
        insert into files (id, organization_id, source_id) select 'file-1', 'org-1', id from sources
        """;

    private const string Source
        = "insert into sources (id, name, organization_id, embedding_config) values ('source-1', 's', 'org-1', '{}')";

    [Fact]
    public async Task Passages_belong_to_the_organization_of_their_user()
    {
        await using var database = await AfterAsync(Organizations, Users, Agents, Source, File, """
            insert into passages (id, user_id, agent_id, file_id, source_id, text, embedding_config, metadata_, created_at) values
                ('passage-1', 'user-1', 'agent-1', null, null, 'a', '{}', '{}', '2024-12-01'),
                ('passage-2', 'user-3', null, 'file-1', 'source-1', 'b', 'null', 'null', '2024-12-01')
            """);

        await AssertRowsAsync(
            database,
            "select id, organization_id, agent_id, file_id, source_id, text, cast(metadata_ as text) from passages order by id",
            "passage-1|org-1|agent-1|null|null|a|{}", "passage-2|org-2|null|file-1|source-1|b|null");
    }

    [Fact]
    public async Task Passage_goes_with_its_file()
    {
        await using var database = await AfterAsync(Organizations, Users, Agents, Source, File, """
            insert into passages (id, user_id, file_id, text, embedding_config, metadata_, created_at) values ('passage-1', 'user-1', 'file-1', 'a', '{}', '{}', '2024-12-01')
            """);

        await database.ExecuteAsync("delete from files");

        await AssertRowsAsync(database, "select id from passages");
    }

    [Theory]
    [InlineData(
        "'user-9', null, null, 'x', '{}', '{}', '2024-12-01'", """must refer to an existing row of "users" by "user_id": passage-9.""")]
    [InlineData(
        "'user-1', 'agent-9', null, 'x', '{}', '{}', '2024-12-01'",
        """must refer to an existing row of "agents" by "agent_id": passage-9.""")]
    [InlineData(
        "'user-1', null, 'file-9', 'x', '{}', '{}', '2024-12-01'",
        """must refer to an existing row of "files" by "file_id": passage-9.""")]
    [InlineData("'user-1', null, null, null, '{}', '{}', '2024-12-01'", """must not have NULL in "text": passage-9.""")]
    [InlineData("'user-1', null, null, 'x', null, '{}', '2024-12-01'", """must not have NULL in "embedding_config": passage-9.""")]
    [InlineData("'user-1', null, null, 'x', '{}', null, '2024-12-01'", """must not have NULL in "metadata_": passage-9.""")]
    [InlineData("'user-1', null, null, 'x', '{}', '{}', null", """must not have NULL in "created_at": passage-9.""")]
    public async Task Passage_that_cannot_be_moved_is_refused(string values, string offence)
    {
        await using var database = await BeforeAsync(
            Organizations, Users, Agents, Source, File,
            $"insert into passages (id, user_id, agent_id, file_id, text, embedding_config, metadata_, created_at) values "
                + $"('passage-9', {values})");

        await AssertRefusedAsync(database, "passages", $"""1 row of "passages" {offence}""");
    }

    [Fact]
    public async Task Down_keeps_every_passage_and_restores_the_user_that_it_names()
    {
        await using var database = await AfterAsync(Organizations, Users);
        await database.ExecuteAsync("""
            insert into passages (id, organization_id, text, embedding_config, metadata_, created_at, _created_by_id) values
                ('passage-1', 'org-1', 'a', '{}', '{}', '2024-12-01', 'user-2'), ('passage-2', 'org-1', 'b', '{}', '{}', '2024-12-01', null)
            """);

        await DownAsync(database);

        await AssertRowsAsync(database, "select id, user_id, text from passages order by id", "passage-1|user-2|a", "passage-2|null|b");
    }
}

public sealed class SqlitePassagesTests(SqliteEngine engine) : PassagesSpec(engine);

public sealed class PostgresPassagesTests(PostgresEngine engine) : PassagesSpec(engine);
