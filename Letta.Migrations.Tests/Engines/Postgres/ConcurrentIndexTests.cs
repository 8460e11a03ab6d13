using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;
using Letta.Migrations.Errors;
using Letta.Migrations.Tests.Fixtures;
using Npgsql;

namespace Letta.Migrations.Tests.Engines.Postgres;

public sealed class ConcurrentIndexTests(PostgresEngine engine)
{
    private const string State
        = "select i.indisvalid, i.indisunique from pg_index i join pg_class c on c.oid = i.indexrelid where c.relname = 't_a'";

    [Fact]
    public async Task Index_is_built_concurrently()
    {
        await using var database = await CreateAsync();

        Assert.Equal(["CREATE UNIQUE INDEX CONCURRENTLY \"t_a\" ON \"public\".\"t\" (\"a\" ASC)"], await BuildAsync(database));
        Assert.Equal(["True|True"], await database.RowsAsync(State));
    }

    [Fact]
    public async Task Index_that_is_there_and_valid_is_left_alone()
    {
        await using var database = await CreateAsync("create unique index t_a on t (a)");

        Assert.Empty(await BuildAsync(database));
    }

    [Fact]
    public async Task Invalid_leftover_is_dropped_and_built_again()
    {
        await using var database = await CreateAsync("insert into t values (1, 1), (1, 2)");
        await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("create unique index concurrently t_a on t (a)"));
        Assert.Equal(["False|True"], await database.RowsAsync(State));
        await database.ExecuteAsync("delete from t where b = 2");

        var sent = await BuildAsync(database);

        Assert.Equal("DROP INDEX CONCURRENTLY IF EXISTS \"public\".\"t_a\"", sent[0]);
        Assert.Equal(["True|True"], await database.RowsAsync(State));
    }

    [Theory]
    [InlineData("create index t_a on t (a)")]
    [InlineData("create unique index t_a on t (b)")]
    [InlineData("create unique index t_a on t (a, b)")]
    [InlineData("create unique index t_a on t (a desc)")]
    [InlineData("create unique index t_a on t ((a + 1))")]
    [InlineData("create unique index t_a on t (a) where b > 0")]
    [InlineData("create unique index t_a on t (a) include (b)")]
    [InlineData("create unique index t_a on t (a) nulls not distinct")]
    [InlineData("create unique index t_a on t (a) with (fillfactor = 50)")]
    [InlineData("create table u (a integer); create unique index t_a on u (a)")]
    public async Task Other_index_of_the_name_is_refused(string sql)
    {
        await using var database = await CreateAsync(sql);

        var refusal = await Assert.ThrowsAsync<UnexpectedDatabaseException>(() => BuildAsync(database));

        Assert.Equal("The index \"t_a\" exists already, but is not the wanted one of \"t\".", refusal.What);
        Assert.Contains("wanted is  CREATE UNIQUE INDEX t_a ON public.t USING btree (a)", refusal.Next, StringComparison.Ordinal);
        Assert.Equal(["0"], await database.RowsAsync("select count(*) from pg_class where relname like 'letta_migration_copy%'"));
    }

    [Fact]
    public async Task Index_with_everything_is_built_once()
    {
        await using var database = await CreateAsync();
        var index = new Adhoc(r => r.Create.Index("t_a").OnTable("t").OnExpression("a + 1").Ascending().OperatorClass("int4_ops")
            .NullsFirst()
            .OnColumn("b")
            .Descending()
            .WithOptions().Using("btree", "fillfactor=80").Filter("a > 0").NullsNotDistinct().AsConcurrently().Unique());
        await using var connection = (NpgsqlConnection)await database.OpenAsync();

        Assert.Equal(
            [
                "CREATE UNIQUE INDEX CONCURRENTLY \"t_a\" ON \"public\".\"t\" ((a + 1) \"int4_ops\" ASC NULLS FIRST,\"b\" DESC) "
                    + "NULLS NOT DISTINCT WITH (fillfactor=80) WHERE a > 0",
            ],
            await PostgresSteps.RunAsync(connection, index, transactional: false));
        Assert.Empty(await PostgresSteps.RunAsync(connection, index, transactional: false));
    }

    [Fact]
    public async Task Duplicates_are_named_and_no_invalid_index_stays()
    {
        await using var database = await CreateAsync("insert into t values (1, 1), (1, 2)");

        var failure = await Assert.ThrowsAsync<RevisionFailedException>(() => BuildAsync(database));

        Assert.Equal(ExitCode.RevisionFailed, failure.Code);
        Assert.Equal("The unique index \"t_a\" cannot be built: rows of \"t\" are duplicates of each other.", failure.What);
        Assert.Equal(
            """
            see them   select "a", count(*) from "public"."t" group by "a" having count(*) > 1
            then       remove or change the duplicates, and run the same command again
            """,
            failure.Next);
        Assert.Empty(await database.RowsAsync(State));
    }

    [Fact]
    public async Task Transaction_is_refused()
    {
        await using var database = await CreateAsync();

        var refusal = await Assert.ThrowsAsync<ConfigurationException>(() => BuildAsync(database, transactional: true));

        Assert.Equal("The index \"t_a\" is to be built concurrently, but its revision runs in a transaction.", refusal.What);
    }

    private async Task<TestDatabase> CreateAsync(string? sql = null)
    {
        var database = await engine.CreateAsync();
        await database.ExecuteAsync("create table t (a integer, b integer)");
        if (sql is not null)
            await database.ExecuteAsync(sql);
        return database;
    }

    private static async Task<IReadOnlyList<string>> BuildAsync(TestDatabase database, bool transactional = false)
    {
        await using var connection = (NpgsqlConnection)await database.OpenAsync();
        return await PostgresSteps.RunAsync(
            connection,
            new Adhoc(
                r => r.Create.Index("t_a").OnTable("t").OnColumn("a").Ascending().WithOptions().Unique().WithOptions().AsConcurrently()),
            transactional: transactional);
    }
}
