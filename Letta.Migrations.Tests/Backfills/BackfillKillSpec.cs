using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>SIGKILL between two statements, in a revision that encrypts and in <c>backfill run</c>; then the same command again.</summary>
[Trait("Runs", "letta")]
public abstract class BackfillKillSpec(TestEngine engine)
{
    private const string Key = "a key";
    private const int Rows = 1200;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_in_the_revision_nothing_of_it_is_there_and_the_next_run_encrypts_everything()
    {
        await using var database = await WithRowsAsync();

        // Before its second batch: whichever statements come before, these are more than the first batch and fewer than all.
        Assert.NotEqual(0, await LettaAsync(database, Key, "kill", "secret", "11", "upgrade", "+1"));
        var versions = await database.RowsAsync("select version_num from alembic_version");
        var columns = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => database.RowsAsync("select access_token_enc from oauth"));
        Assert.Equal(0, await LettaAsync(database, Key, "letta", "secret", "upgrade", "+1"));

        Assert.Equal(["abababababa1"], versions);
        Assert.Contains("access_token_enc", columns.Message, StringComparison.Ordinal);
        await AssertAllDecryptAsync(database);
    }

    [Fact]
    public async Task Killed_in_backfill_run_what_is_recorded_is_what_is_done_and_the_next_run_goes_on()
    {
        await using var database = await WithRowsAsync();
        await LettaAsync(database, key: null, "letta", "secret", "upgrade", "+1");

        // The tables, the batch, its progress, the commit: killed before and after each of the last ones.
        var seen = new List<string>();
        foreach (var boundary in (int[])[6, 7, 8, 9])
        {
            Assert.NotEqual(0, await LettaAsync(database, Key, "kill", "secret", boundary.ToString(), "backfill", "run"));
            var encrypted = await database.ScalarAsync<int>("select count(*) from oauth where access_token_enc is not null");
            seen.Add($"{encrypted}|{await database.ScalarAsync<string>("select state from letta_migration_backfill")}");
            Assert.Equal(encrypted, await database.ScalarAsync<int>("select rows_done from letta_migration_backfill"));
        }

        Assert.Equal(0, await LettaAsync(database, Key, "letta", "secret", "backfill", "run"));

        Assert.Equal(["0|due", "0|due", "0|due", "500|due"], seen);
        Assert.Equal([$"done|{Rows}"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
        await AssertAllDecryptAsync(database);
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
