using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class ArchivesSpec(TestEngine engine) : DataSpec(engine, "74e860718e0d")
{
    private const string Passages = """
        insert into agent_passages (id, text, embedding_config, metadata_, organization_id, agent_id, is_deleted, created_at, _created_by_id) values
            ('passage-1', 'ünï', '{"a":1}', '{"b":[2]}', 'org-1', 'agent-1', false, '2025-01-01', 'user-1'),
            ('passage-2', 'forgotten', '{}', 'null', 'org-1', 'agent-1', true, null, null),
            ('passage-3', 'of another organization', '{}', '{}', 'org-1', 'agent-2', false, '2025-01-02', null),
            ('passage-4', 'also forgotten', '{}', '{}', 'org-1', 'agent-4', true, '2025-01-03', null),
            ('passage-5', '', '{}', '{}', 'org-1', 'agent-3', false, '2025-01-04', null),
            ('passage-6', 'of a deleted agent', '{}', '{}', 'org-2', 'agent-6', false, '2025-01-05', null)
        """;

    private const string State = "case when is_deleted then 'deleted' else 'live' end";

    [Fact]
    public async Task Agent_with_live_passages_gets_an_archive_of_its_own()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, RowsOf2025.Agents, Passages);

        await AssertRowsAsync(
            database,
            $"""
            select l.agent_id, case when l.is_owner then 'owner' else 'guest' end, name, description, organization_id, {State}
            from archives r join archives_agents l on l.archive_id = r.id order by l.agent_id
            """,
            "agent-1|owner|Ada's Archive|Default archive created during migration|org-1|live",
            "agent-2|owner|Agent agent-2's Archive|Default archive created during migration|org-2|live",
            "agent-3|owner|Agent agent-3's Archive|Default archive created during migration|org-1|live",
            "agent-6|owner|Gone's Archive|Default archive created during migration|org-2|live");
        Assert.Equal(
            5,
            await database.ScalarAsync<int>("select count(*) from archives where id like 'archive-________-____-4___-a___-____________'"));
    }

    [Fact]
    public async Task Deleted_passages_of_an_agent_without_others_are_kept_in_a_deleted_archive_that_is_nobodys()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, RowsOf2025.Agents, Passages);

        await AssertRowsAsync(
            database,
            $"select name, organization_id, {State} from archives where id not in (select archive_id from archives_agents)",
            "O'Neil 🦊's Archive|org-1|deleted");
    }

    [Fact]
    public async Task Every_passage_moves_and_deleted_ones_stay_deleted()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, RowsOf2025.Agents, Passages);

        await AssertRowsAsync(
            database,
            """
            select p.id, p.text, p.organization_id, r.name, case when p.is_deleted then 'deleted' else 'live' end
            from archival_passages p join archives r on r.id = p.archive_id order by p.id
            """,
            "passage-1|ünï|org-1|Ada's Archive|live",
            "passage-2|forgotten|org-1|Ada's Archive|deleted",
            "passage-3|of another organization|org-1|Agent agent-2's Archive|live",
            "passage-4|also forgotten|org-1|O'Neil 🦊's Archive|deleted",
            "passage-5||org-1|Agent agent-3's Archive|live",
            "passage-6|of a deleted agent|org-2|Gone's Archive|live");
        Assert.False(await IsNullableAsync(database, "archival_passages", "archive_id"));
    }

    [Fact]
    public async Task Passages_keep_their_values_both_ways()
    {
        const string Values
            = "select id, embedding_config, metadata_, created_at, updated_at, _created_by_id, _last_updated_by_id, embedding from";
        await using var database = await BeforeAsync(RowsOf2025.Organizations, RowsOf2025.Agents, Passages);
        var before = await database.RowsAsync($"{Values} agent_passages order by id");

        await UpAsync(database);
        var after = await database.RowsAsync($"{Values} archival_passages order by id");
        await DownAsync(database);

        Assert.Equal(6, before.Count);
        Assert.Equal(before, after);
        Assert.Equal(before, await database.RowsAsync($"{Values} agent_passages order by id"));
    }

    [Fact]
    public async Task Agents_without_passages_get_no_archive()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, RowsOf2025.Agents);

        await AssertRowsAsync(database, "select id from archives");
        await AssertRowsAsync(database, "select agent_id from archives_agents");
    }

    [Fact]
    public async Task Passage_of_a_missing_agent_is_refused()
    {
        await using var database = await BeforeAsync(RowsOf2025.Organizations, RowsOf2025.Agents);
        await database.ExecuteAsync($"""
            {(database is PostgresTestDatabase ? "set session_replication_role = replica" : "pragma foreign_keys = off")};
            insert into agent_passages (id, text, embedding_config, metadata_, organization_id, agent_id) values ('passage-9', 'x', '{"{}"}', '{"{}"}', 'org-1', 'agent-9')
            """);

        await AssertRefusedAsync(
            database,
            "agent_passages",
            """1 row of "agent_passages" must refer to an existing row of "agents" by "agent_id": passage-9.""");
    }

    [Fact]
    public async Task Down_gives_each_passage_back_to_the_owner_of_its_archive()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, RowsOf2025.Agents, Passages);
        await database.ExecuteAsync("""
            insert into archives_agents (agent_id, archive_id, is_owner)
            select 'agent-5', archive_id, false from archival_passages where id = 'passage-6'
            """);
        await database.ExecuteAsync(
            "insert into archives (id, name, organization_id) values ('archive-1', 'mine', 'org-1'), ('archive-2', 'empty', 'org-1')");
        await database.ExecuteAsync("insert into archives_agents (agent_id, archive_id, is_owner) values ('agent-4', 'archive-1', true)");
        await database.ExecuteAsync("""
            insert into archival_passages (id, text, embedding_config, metadata_, organization_id, archive_id) values ('passage-7', 'new', '{}', '{}', 'org-1', 'archive-1')
            """);

        await DownAsync(database);

        await AssertRowsAsync(
            database,
            $"select id, agent_id, text, {State} from agent_passages order by id",
            "passage-1|agent-1|ünï|live",
            "passage-2|agent-1|forgotten|deleted",
            "passage-3|agent-2|of another organization|live",
            "passage-4|agent-4|also forgotten|deleted",
            "passage-5|agent-3||live",
            "passage-6|agent-6|of a deleted agent|live",
            "passage-7|agent-4|new|live");
        Assert.False(await IsNullableAsync(database, "agent_passages", "agent_id"));
    }

    [Fact]
    public async Task Down_keeps_passages_of_an_archive_without_an_owner_and_up_asks_for_their_agent()
    {
        await using var database = await AfterAsync(
            RowsOf2025.Organizations, RowsOf2025.Agents);
        await database.ExecuteAsync(
            "insert into archives (id, name, organization_id) values ('archive-1', 'shared', 'org-1'), ('archive-2', 'left', 'org-1')");
        await database.ExecuteAsync(
            "insert into archives_agents (agent_id, archive_id, is_owner) values ('agent-5', 'archive-1', false), ('agent-2', "
                + "'archive-1', false)");
        await database.ExecuteAsync("""
            insert into archival_passages (id, text, embedding_config, metadata_, organization_id, archive_id) values
                ('passage-1', 'a', '{}', '{}', 'org-1', 'archive-1'), ('passage-2', 'b', '{}', '{}', 'org-1', 'archive-2')
            """);

        await DownAsync(database);

        await AssertRowsAsync(
            database, "select id, agent_id, text from agent_passages order by id", "passage-1|agent-2|a", "passage-2|null|b");
        Assert.True(await IsNullableAsync(database, "agent_passages", "agent_id"));
        await AssertRefusedAsync(database, "agent_passages", """1 row of "agent_passages" must not have NULL in "agent_id": passage-2.""");
    }

    [Fact]
    public async Task Down_and_up_again_makes_the_same_archives()
    {
        const string Archives = """
            select r.id, r.name, l.agent_id, p.id from archives r left join archives_agents l on l.archive_id = r.id
            join archival_passages p on p.archive_id = r.id order by p.id
            """;
        await using var database = await AfterAsync(RowsOf2025.Organizations, RowsOf2025.Agents, Passages);
        var archives = await database.RowsAsync(Archives);

        await DownAsync(database);
        await UpAsync(database);

        Assert.Equal(6, archives.Count);
        Assert.Equal(archives, await database.RowsAsync(Archives));
    }
}

public sealed class SqliteArchivesTests(SqliteEngine engine) : ArchivesSpec(engine);

public sealed class PostgresArchivesTests(PostgresEngine engine) : ArchivesSpec(engine);
