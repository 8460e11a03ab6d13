using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class SourcesSpec(TestEngine engine) : DataSpec(engine, "cda66b6cb0d6")
{
    private const string Sources = """
        insert into sources (id, user_id, name, embedding_config) values
            ('source-1', 'user-1', 'a', '{"embedding_dim": 4}'), ('source-2', 'user-3', 'b', 'null'), ('source-3', 'user-3', 'ü – "', '{}')
        """;

    [Fact]
    public async Task Sources_belong_to_the_organization_of_their_user()
    {
        await using var database = await AfterAsync(Organizations, Users, Sources);

        await AssertRowsAsync(
            database,
            "select id, name, organization_id, embedding_config, case when is_deleted then 'deleted' else 'live' end, _created_by_id "
                + "from sources order by id",
            """source-1|a|org-1|{"embedding_dim": 4}|live|null""",
            "source-2|b|org-2|null|live|null",
            """source-3|ü – "|org-2|{}|live|null""");
    }

    [Fact]
    public async Task Json_null_is_a_configuration_and_stays()
    {
        await using var database = await AfterAsync(Organizations, Users, Sources);

        Assert.Equal(
            "null", await database.ScalarAsync<string>("select cast(embedding_config as text) from sources where id = 'source-2'"));
    }

    [Fact]
    public async Task Sources_without_a_user_are_refused()
    {
        await using var database = await BeforeAsync(
            Organizations,
            Users,
            Sources,
            "insert into sources (id, user_id, name, embedding_config) values ('source-9', 'user-9', 'x', '{}')");

        await AssertRefusedAsync(
            database, "sources", """1 row of "sources" must refer to an existing row of "users" by "user_id": source-9.""");
    }

    [Fact]
    public async Task Sources_without_a_configuration_are_refused_and_the_first_five_are_named()
    {
        await using var database = await BeforeAsync(Organizations, Users, """
            insert into sources (id, user_id, name) values
                ('source-1', 'user-1', 'x'), ('source-2', 'user-1', 'x'), ('source-3', 'user-1', 'x'),
                ('source-4', 'user-1', 'x'), ('source-5', 'user-1', 'x'), ('source-6', 'user-1', 'x')
            """);

        await AssertRefusedAsync(
            database,
            "sources",
            """6 rows of "sources" must not have NULL in "embedding_config": source-1, source-2, source-3, source-4, source-5, ….""");
    }

    [Fact]
    public async Task Down_restores_the_user_that_a_row_still_names()
    {
        await using var database = await AfterAsync(Organizations, Users);
        await database.ExecuteAsync("""
            insert into sources (id, organization_id, name, embedding_config, _created_by_id) values
                ('source-1', 'org-1', 'a', '{}', 'user-2'), ('source-2', 'org-1', 'b', '{}', 'user-9'), ('source-3', 'org-2', 'c', '{}', null)
            """);

        await DownAsync(database);

        await AssertRowsAsync(database, "select id, user_id from sources order by id", "source-1|user-2", "source-2|null", "source-3|null");
        Assert.True(await IsNullableAsync(database, "sources", "user_id"));
    }

    [Fact]
    public async Task Down_restores_not_null_where_every_row_names_its_user()
    {
        await using var database = await AfterAsync(Organizations, Users);
        await database.ExecuteAsync(
            "insert into sources (id, organization_id, name, embedding_config, _created_by_id) values ('source-1', 'org-1', 'a', '{}', "
                + "'user-2')");

        await DownAsync(database);

        Assert.False(await IsNullableAsync(database, "sources", "user_id"));
    }
}

public sealed class SqliteSourcesTests(SqliteEngine engine) : SourcesSpec(engine);

public sealed class PostgresSourcesTests(PostgresEngine engine) : SourcesSpec(engine);
