using Letta.Migrations.Engines;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>A batch that waits for a row lets go of the others that it has.</summary>
public sealed class PostgresLockMannersTests(PostgresEngine engine)
{
    private static readonly RevisionSet History = TestHistory.Named("filling-due");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_holds_one_of_its_rows_is_kept_from_no_other_and_is_no_victim_of_a_deadlock()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(History).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync("insert into items (id, value) select i, i from generate_series(1, 300) i");
        await database.Runner(History).UpgradeAsync(cancellationToken: Stop);
        await using var application = await database.OpenAsync();
        await ExecuteAsync("begin; update items set value = 7 where id = 200");
        var options = new MigrationOptions { LockTimeout = TimeSpan.FromHours(1), LockRetryBudget = TimeSpan.FromHours(1) };
        var run = database.Runner(History, options).BackfillAsync(cancellationToken: Stop);
        while (await database.ScalarAsync<int>("select count(*) from pg_locks where not granted") == 0)
            await Task.Delay(10, Stop);

        // The batch has the row of id 100 and waits for that of id 200, which is kept until both writes are through.
        await database.ExecuteAsync("update items set value = 7 where id = 100");
        await ExecuteAsync("update items set value = 7 where id = 101");
        await ExecuteAsync("commit");
        await run;

        Assert.Equal(["1|300"], await database.RowsAsync("select changed, count(*) from items where doubled = value * 2 group by changed"));
        Assert.Equal(["100", "101", "200"], await database.RowsAsync("select id from items where value = 7 and id > 7 order by id"));

        async Task ExecuteAsync(string sql)
        {
            await using var command = application.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(Stop);
        }
    }

    [Theory]
    [InlineData(5000, 250, "250ms")]
    [InlineData(100, 250, "100ms")]
    [InlineData(5000, 1, "50ms")]
    [InlineData(5000, 3_600_000, "500ms")]
    public async Task A_batch_waits_for_as_long_as_it_may_take_but_less_than_it_takes_to_see_a_deadlock(
        int lockTimeout, int batchTarget, string expected)
    {
        await using var database = await engine.CreateAsync();
        var postgres = DatabaseEngine.For(
            database.Target,
            new EngineOptions
            {
                LockTimeout = TimeSpan.FromMilliseconds(lockTimeout),
                StatementTimeout = TimeSpan.Zero,
                BatchTarget = TimeSpan.FromMilliseconds(batchTarget),
            });
        await using var connection = await postgres.OpenBackfillAsync(Stop);
        connection.Begin();

        Assert.Equal(expected, connection.Query("show lock_timeout")[0][0]);
    }
}
