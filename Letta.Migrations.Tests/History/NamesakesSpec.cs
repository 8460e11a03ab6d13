using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class NamesakesSpec(TestEngine engine) : DataSpec(engine, "cdb3db091113")
{
    [Fact]
    public async Task Down_leaves_the_oldest_its_name_and_tells_the_others_apart_by_their_ids()
    {
        await using var database = await AfterAsync(Organizations);
        await database.ExecuteAsync("""
            insert into agents (id, name, organization_id, created_at) values
                ('agent-1', 'ü', 'org-1', null), ('agent-2', 'ü', 'org-1', '2025-01-02 10:00:00'), ('agent-3', 'ü', 'org-1', '2025-01-01 10:00:00'),
                ('agent-4', 'ü', 'org-2', '2025-01-03 10:00:00'), ('agent-5', null, 'org-1', null), ('agent-6', null, 'org-1', null),
                ('agent-7', 'Ü', 'org-1', null)
            """);

        await DownAsync(database);

        await AssertRowsAsync(
            database, "select id, name from agents order by id",
            "agent-1|ü agent-1", "agent-2|ü agent-2", "agent-3|ü", "agent-4|ü", "agent-5|null", "agent-6|null", "agent-7|Ü");
    }

    [Fact]
    public async Task Down_finds_another_name_where_that_one_is_taken()
    {
        await using var database = await AfterAsync(Organizations);
        await database.ExecuteAsync("""
            insert into agents (id, name, organization_id, created_at) values
                ('agent-1', 'a', 'org-1', '2025-01-01'), ('agent-2', 'a', 'org-1', '2025-01-02'), ('agent-3', 'a agent-2', 'org-1', '2025-01-03')
            """);

        await DownAsync(database);

        await AssertRowsAsync(
            database, "select id, name from agents order by id", "agent-1|a", "agent-2|a agent-2", "agent-3|a agent-2 agent-3");
    }
}

public sealed class SqliteNamesakesTests(SqliteEngine engine) : NamesakesSpec(engine);

public sealed class PostgresNamesakesTests(PostgresEngine engine) : NamesakesSpec(engine);
