using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>Several backfills are due, and one of them cannot be brought to its end: the others are, all the same.</summary>
public abstract class BackfillBesideSpec(TestEngine engine)
{
    [Fact]
    public async Task One_without_a_key_keeps_no_other_from_being_done()
    {
        await using var database = await WithSecretsAndItemsAsync();

        var letta = await CommandRun.RunAsync(database, "secret-and-filling", "backfill", "run");

        Assert.Equal(2, letta.Exit);
        Assert.StartsWith(
            """
            warning: encrypt_oauth is left: LETTA_ENCRYPTION_KEY is not set, and 1 row of "oauth" waits to be encrypted.
            LETTA_ENCRYPTION_KEY is not set, and 1 row of "oauth" waits to be encrypted.
              Set it, or LETTA_ENCRYPTION_KEY_FILE, to the key that Letta is started with, then run the same command again.

            """,
            letta.Error,
            StringComparison.Ordinal);
        Assert.Equal(
            ["double_items|done|20", "encrypt_oauth|due|0"],
            await database.RowsAsync("select name, state, rows_done from letta_migration_backfill order by name"));
        Assert.Equal(["1|20"], await database.RowsAsync("select changed, count(*) from items where doubled = value * 2 group by changed"));
    }

    [Fact]
    public async Task Named_it_is_refused_and_nothing_else_is_begun()
    {
        await using var database = await WithSecretsAndItemsAsync();

        var letta = await CommandRun.RunAsync(database, "secret-and-filling", "backfill", "run", "encrypt_oauth");

        Assert.Equal(2, letta.Exit);
        Assert.StartsWith(
            "LETTA_ENCRYPTION_KEY is not set, and 1 row of \"oauth\" waits to be encrypted.\n", letta.Error, StringComparison.Ordinal);
        Assert.EndsWith("\nNothing was changed. (exit 2)\n", letta.Error, StringComparison.Ordinal);
        Assert.Equal(["due", "due"], await database.RowsAsync("select state from letta_migration_backfill"));
    }

    [Fact]
    public async Task One_with_rows_that_fail_keeps_no_other_from_being_done()
    {
        await using var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "filling-two", "upgrade", "+1");
        await AddItemsAsync(database);
        await CommandRun.RunAsync(database, "filling-two");

        var letta = await CommandRun.RunAsync(database, "filling-two", "backfill", "run");

        Assert.Equal(7, letta.Exit);
        Assert.Contains(
            "\nThe backfill \"double_items\" is incomplete: 1 row of \"items\" failed (13).\n", letta.Error, StringComparison.Ordinal);
        Assert.Equal(
            ["double_items|incomplete|19", "triple_items|done|20"],
            await database.RowsAsync("select name, state, rows_done from letta_migration_backfill order by name"));
        Assert.Equal(["1|20"], await database.RowsAsync("select 1, count(*) from items where tripled = value * 3"));
    }

    private static Task AddItemsAsync(TestDatabase database)
        => database.ExecuteAsync(
            "insert into items (id, value) with recursive n(i) as (select 1 union all select i + 1 from n where i < 20) select i, i from n");

    private async Task<TestDatabase> WithSecretsAndItemsAsync()
    {
        var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "secret-and-filling", "upgrade", "+1");
        await database.ExecuteAsync("insert into oauth (id, access_token) values ('a', 'x')");
        await CommandRun.RunAsync(database, "secret-and-filling", "upgrade", "+2");
        await AddItemsAsync(database);
        await CommandRun.RunAsync(database, "secret-and-filling");
        return database;
    }
}

public sealed class SqliteBackfillBesideTests(SqliteEngine engine) : BackfillBesideSpec(engine);

public sealed class PostgresBackfillBesideTests(PostgresEngine engine) : BackfillBesideSpec(engine);
