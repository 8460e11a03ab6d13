using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>SIGKILL between two statements, in an upgrade that encrypts and in <c>backfill run</c>; then the same command again.</summary>
[Trait("Runs", "letta")]
[Trait("Cost", "sweep")]
public abstract class BackfillKillSpec(TestEngine engine)
{
    private const string Key = "a key";
    private const int Rows = 1200;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A third of the boundaries within the revision: KillSpec has all of them.</summary>
    private const int Stride = 3;

    [Fact]
    public async Task Killed_in_an_upgrade_the_revision_is_not_there_or_whole_and_what_is_done_is_what_is_recorded()
    {
        await using var database = await WithRowsAsync();

        var (kills, between, boundary) = (0, 0, 1);
        for (var inRevision = true; await LettaAsync(
            database, Key, "kill", "secret", boundary.ToString(), "upgrade", "abababababa2") != 0; kills++)
        {
            if (await database.ScalarAsync<string>("select version_num from alembic_version") == "abababababa1")
            {
                await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => database.RowsAsync("select access_token_enc from oauth"));
                boundary += Stride;
                continue;
            }

            between += await AssertRecordedAsync(database) is > 0 and < Rows ? 1 : 0;
            boundary = inRevision ? 1 : boundary + 1; // From here on the upgrade begins with the backfill.
            inRevision = false;
        }

        Assert.True(between > 0, $"killed {kills} times, and never between two batches");
        Assert.Equal([$"done|{Rows}"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
        await AssertAllDecryptAsync(database);
    }

    [Fact]
    public async Task Killed_in_backfill_run_what_is_recorded_is_what_is_done_and_the_next_run_goes_on()
    {
        await using var database = await WithRowsAsync();
        await LettaAsync(database, key: null, "letta", "secret", "upgrade", "+1");

        var (kills, between) = (0, 0);
        for (var boundary = 1; await LettaAsync(
            database, Key, "kill", "secret", boundary.ToString(), "backfill", "run") != 0; boundary++, kills++)
            between += await AssertRecordedAsync(database) is > 0 and < Rows ? 1 : 0;

        Assert.True(between > 0, $"killed {kills} times, and never between two batches");
        Assert.Equal([$"done|{Rows}"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
        await AssertAllDecryptAsync(database);
    }

    private static async Task<int> AssertRecordedAsync(TestDatabase database)
    {
        var encrypted = await database.ScalarAsync<int>("select count(*) from oauth where access_token_enc is not null");
        var recorded = await database.ScalarAsync<int>("""
            select (select sum(rows_done) from letta_migration_backfill) + coalesce((select sum(rows_done) from letta_migration_backfill_range), 0)
            """);
        Assert.Equal(encrypted, recorded);
        return encrypted;
    }

    private async Task<TestDatabase> WithRowsAsync()
    {
        var database = await engine.CreateAsync();
        await LettaAsync(database, Key, "letta", "secret", "upgrade", "+1");
        await database.ExecuteAsync($"""
            insert into oauth (id, access_token)
            with recursive n(i) as (select 1 union all select i + 1 from n where i < {Rows}) select 'row-' || i, 'token ' || i from n
            """);
        return database;
    }

    private static async Task<int> LettaAsync(TestDatabase database, string? key, params string[] arguments)
    {
        var environment = new Dictionary<string, string>(database.Environment, StringComparer.Ordinal);
        // Nobody else is at work: what a killed process had to itself is the next one's at once.
        environment["LettaMigrations__WorkerLapse"] = "10ms";
        environment["LettaMigrations__MaxBatch"] = "400";
        if (key is not null)
            environment["LETTA_ENCRYPTION_KEY"] = key;
        await using var letta = LettaProcess.Start("letta-test-child.dll", environment, arguments);
        return await letta.ExitAsync(Stop);
    }

    private static async Task AssertAllDecryptAsync(TestDatabase database)
    {
        var rows = await database.RowsAsync("select access_token, access_token_enc from oauth");
        Assert.Equal(Rows, rows.Count);
        Assert.All(rows, row => Assert.Equal(row.Split('|')[0], LettaSecret.Decrypt(row.Split('|')[1], Key)));
    }
}

public sealed class SqliteBackfillKillTests(SqliteEngine engine) : BackfillKillSpec(engine);

public sealed class PostgresBackfillKillTests(PostgresEngine engine) : BackfillKillSpec(engine);
