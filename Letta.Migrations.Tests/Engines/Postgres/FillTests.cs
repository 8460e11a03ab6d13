using Letta.Migrations.Tests.Fixtures;
using Npgsql;

namespace Letta.Migrations.Tests.Engines.Postgres;

public sealed class FillTests(PostgresEngine engine)
{
    private const string Rows = """
        create table t (id varchar primary key, of varchar, v varchar);
        create table source (id varchar primary key);
        insert into source values ('a');
        insert into t select 't-' || n, case n % 3 when 0 then 'a' when 1 then 'b' end, case when n % 6 = 0 then 'kept' end from generate_series(1, 12000) n
        """;

    private static readonly Adhoc Fill = new(r => r.Fill("t", "v", "(select s.id from source s where s.id = t.of)"));

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 12)]
    public async Task Every_row_that_has_a_value_gets_it_outside_a_transaction_in_batches(bool transactional, int statements)
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync(Rows);
        await using var connection = (NpgsqlConnection)await database.OpenAsync();

        var sent = await PostgresSteps.RunAsync(connection, Fill, transactional: transactional);

        Assert.Equal(statements, sent.Count);
        Assert.Equal(
            ["a|a|2000", "a|kept|2000", "b|null|4000", "null|null|4000"],
            await database.RowsAsync("select of, v, count(*) from t group by 1, 2 order by 1, 2"));
    }

    [Fact]
    public async Task Row_that_gets_no_value_or_has_one_is_not_written()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync(Rows);
        const string Untouched = "select id, xmin from t where v is distinct from 'a' order by id";
        var before = await database.RowsAsync(
            Untouched.Replace("v is distinct from 'a'", "v is not null or of is distinct from 'a'", StringComparison.Ordinal));
        await using var connection = (NpgsqlConnection)await database.OpenAsync();

        await PostgresSteps.RunAsync(connection, Fill, transactional: false);

        Assert.Equal(10_000, before.Count);
        Assert.Equal(before, await database.RowsAsync(Untouched));
    }

    [Fact]
    public async Task Batches_that_were_done_stay_when_one_fails_and_the_rest_is_done_by_the_next_try()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync(Rows);
        await database.ExecuteAsync("alter table t add constraint last check (id <> 't-9999' or v is null)");
        await using var connection = (NpgsqlConnection)await database.OpenAsync();

        await Assert.ThrowsAsync<Letta.Migrations.Engines.StatementFailedException>(
            () => PostgresSteps.RunAsync(connection, Fill, transactional: false));
        var done = await database.ScalarAsync<int>("select count(*) from t where v = 'a'");
        await database.ExecuteAsync("alter table t drop constraint last");
        await PostgresSteps.RunAsync(connection, Fill, transactional: false);

        Assert.InRange(done, 1, 1999);
        Assert.Equal(2000, await database.ScalarAsync<int>("select count(*) from t where v = 'a'"));
    }
}
