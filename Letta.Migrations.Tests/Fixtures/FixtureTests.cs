namespace Letta.Migrations.Tests.Fixtures;

public sealed class FixtureTests(SqliteEngine sqlite, PostgresEngine postgres)
{
    [Fact]
    public async Task Sqlite_database_is_empty()
    {
        await using var database = await sqlite.CreateAsync();

        Assert.Equal(0, await database.ScalarAsync<int>("select count(*) from sqlite_master"));
    }

    [Fact]
    public async Task Postgres_database_is_empty()
    {
        await using var database = await postgres.CreateAsync();

        Assert.Equal(0, await database.ScalarAsync<int>("select count(*) from pg_class where relnamespace = 'public'::regnamespace"));
    }
}
