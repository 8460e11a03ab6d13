using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class DividedPassagesSpec(TestEngine engine) : DataSpec(engine, "54dec07619c4")
{
    private const string Owners = """
        insert into agents (id, name, organization_id) values ('agent-1', 'a', 'org-1'), ('agent-2', 'b', 'org-2');
        insert into sources (id, name, organization_id, embedding_config) values ('source-1', 's', 'org-1', '{}'), ('source-2', 't', 'org-2', '{}');
        insert into files (id, source_id, organization_id) values ('file-1', 'source-1', 'org-1')
        """;

    private const string OfAgents = """
        select id, text, agent_id, organization_id, case when is_deleted then 'deleted' else 'live' end from agent_passages order by id
        """;

    private const string OfSources = """
        select id, text, source_id, file_id, organization_id, case when is_deleted then 'deleted' else 'live' end from source_passages order by id
        """;

    private const string Whole = "select id, text, agent_id, source_id, file_id from passages order by id";

    [Fact]
    public async Task Passages_move_to_the_agent_or_the_source_they_belong_to()
    {
        await using var database = await AfterAsync(
            Organizations, Owners,
            Passage("passage-1", "'agent-1', null, null", "ünï – \"🙂\""), Passage("passage-2", "null, 'source-2', null", "b", "org-2"),
            Passage("passage-3", "null, 'source-1', 'file-1'", ""));

        await AssertRowsAsync(database, OfAgents, "passage-1|ünï – \"🙂\"|agent-1|org-1|live");
        await AssertRowsAsync(database, OfSources, "passage-2|b|source-2|null|org-2|live", "passage-3||source-1|file-1|org-1|live");
    }

    [Fact]
    public async Task Deleted_passages_move_too_and_stay_deleted()
    {
        await using var database = await AfterAsync(
            Organizations, Owners, Passage("passage-1", "'agent-1', null, null", "a"), Passage("passage-2", "null, 'source-1', null", "b"),
            "update passages set is_deleted = true");

        await AssertRowsAsync(database, OfAgents, "passage-1|a|agent-1|org-1|deleted");
        await AssertRowsAsync(database, OfSources, "passage-2|b|source-1|null|org-1|deleted");
    }

    [Fact]
    public async Task Passage_of_an_agent_and_a_source_becomes_one_of_each()
    {
        await using var database = await AfterAsync(Organizations, Owners, Passage("passage-1", "'agent-1', 'source-1', 'file-1'", "a"));

        await AssertRowsAsync(database, OfAgents, "passage-1|a|agent-1|org-1|live");
        await AssertRowsAsync(database, OfSources, "passage-1|a|source-1|file-1|org-1|live");
    }

    [Fact]
    public async Task Passage_that_only_names_a_file_belongs_to_the_source_of_the_file()
    {
        await using var database = await AfterAsync(Organizations, Owners, Passage("passage-1", "null, null, 'file-1'", "a"));

        await AssertRowsAsync(database, OfAgents);
        await AssertRowsAsync(database, OfSources, "passage-1|a|source-1|file-1|org-1|live");
    }

    [Fact]
    public async Task Every_column_moves()
    {
        await using var database = await BeforeAsync(
            Organizations, Owners, Passage("passage-1", "'agent-1', null, null", "a"), Passage("passage-2", "null, 'source-1', null", "b"));
        var embedding = database is PostgresTestDatabase ? "array_fill(0.5, array[4096])::vector" : "x'00ff10'";
        await database.ExecuteAsync($$"""
            update passages set embedding = {{embedding}}, embedding_config = '{"embedding_dim": 4096}', metadata_ = '{"a": [1, null]}',
                created_at = '2024-12-01 10:00:00', updated_at = '2024-12-02 10:00:00', _created_by_id = 'user-1', _last_updated_by_id = 'user-2'
            """);

        await UpAsync(database);

        foreach (var table in (string[])["agent_passages", "source_passages"])
        {
            await AssertRowsAsync(
                database,
                $"""
                select cast(embedding_config as text), cast(metadata_ as text), _created_by_id, _last_updated_by_id,
                       case when embedding = {embedding} and created_at = '2024-12-01 10:00:00' and updated_at = '2024-12-02 10:00:00' then 'kept' end
                from {table}
                """,
                """{"embedding_dim": 4096}|{"a": [1, null]}|user-1|user-2|kept""");
        }
    }

    [Theory]
    [InlineData("null, null, null")]
    [InlineData("null, 'source-9', null")]
    public async Task Passage_that_belongs_nowhere_is_refused(string owners)
    {
        await using var database = await BeforeAsync(
            Organizations, Owners, Passage("passage-1", "'agent-1', null, null", "a"), Passage("passage-9", owners, "b"));

        await AssertRefusedAsync(
            database,
            "passages",
            """1 row of "passages" must belong to an agent, to an existing source, or to a file: passage-9.""",
            acceptLoss: true);
    }

    [Fact]
    public async Task Source_that_does_not_exist_is_lost_and_the_passage_stays_with_its_agent_or_file()
    {
        await using var database = await BeforeAsync(
            Organizations,
            Owners,
            Passage("passage-1", "'agent-1', 'source-9', null", "a"),
            Passage("passage-2", "null, 'source-9', 'file-1'", "b"));

        await AssertLosesAsync(
            database,
            "passages",
            "Revision 54dec07619c4 would lose the ids of sources that do not exist, 2 rows of \"passages\" (passage-1, passage-2): "
                + "a passage of a source is one of a source that exists.",
            "the ids of sources that do not exist, 2 rows of \"passages\"");

        await AssertRowsAsync(database, OfAgents, "passage-1|a|agent-1|org-1|live");
        await AssertRowsAsync(database, OfSources, "passage-2|b|source-1|file-1|org-1|live");
    }

    [Fact]
    public async Task Down_brings_every_passage_back_and_makes_one_of_two()
    {
        await using var database = await AfterAsync(
            Organizations,
            Owners,
            Passage("passage-1", "'agent-1', null, null", "a"),
            Passage("passage-2", "null, 'source-1', 'file-1'", "b"),
            Passage("passage-3", "'agent-1', 'source-1', 'file-1'", "c"));

        await DownAsync(database);

        await AssertRowsAsync(
            database, Whole, "passage-1|a|agent-1|null|null", "passage-2|b|null|source-1|file-1", "passage-3|c|agent-1|source-1|file-1");
        Assert.False(await IsNullableAsync(database, "passages", "created_at"));
    }

    [Fact]
    public async Task Down_keeps_both_of_two_that_became_different_and_up_again_too()
    {
        await using var database = await AfterAsync(Organizations, Owners, Passage("passage-3", "'agent-1', 'source-1', null", "c"));
        await database.ExecuteAsync("update agent_passages set text = 'changed'");

        await DownAsync(database);

        var other = $"passage-{SqliteFunctions.Uuid("source-1/passage-3")}";
        await AssertRowsAsync(
            database,
            "select id, text, agent_id, source_id from passages order by text",
            $"{other}|c|null|source-1",
            "passage-3|changed|agent-1|null");
        await UpAsync(database);
        await AssertRowsAsync(database, OfAgents, "passage-3|changed|agent-1|org-1|live");
        await AssertRowsAsync(database, OfSources, $"{other}|c|source-1|null|org-1|live");
    }

    [Fact]
    public async Task Down_leaves_a_passage_without_a_time_as_it_is()
    {
        await using var database = await AfterAsync(Organizations, Owners, Passage("passage-1", "'agent-1', null, null", "a"));
        await database.ExecuteAsync("update agent_passages set created_at = null");

        await DownAsync(database);

        await AssertRowsAsync(database, "select id, created_at from passages", "passage-1|null");
        Assert.True(await IsNullableAsync(database, "passages", "created_at"));
    }

    private static string Passage(string id, string owners, string text, string organization = "org-1")
        => $$"""
           insert into passages (id, agent_id, source_id, file_id, text, organization_id, embedding_config, metadata_, created_at)
           values ('{{id}}', {{owners}}, '{{text}}', '{{organization}}', '{}', '{}', '2024-12-01 10:00:00')
           """;
}

public sealed class SqliteDividedPassagesTests(SqliteEngine engine) : DividedPassagesSpec(engine);

public sealed class PostgresDividedPassagesTests(PostgresEngine engine) : DividedPassagesSpec(engine);
