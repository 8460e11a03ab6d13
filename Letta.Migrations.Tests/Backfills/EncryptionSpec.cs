using Letta.Migrations.Backfills;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>A revision that encrypts, with a key and without, on an engine.</summary>
public abstract class EncryptionSpec(TestEngine engine)
{
    private const string Key = "a passphrase – ü";

    private static readonly RevisionSet Secrets = TestHistory.Named("secret");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Columns: id, access_token, refresh_token, headers.</summary>
    private const string Rows = """
        insert into oauth (id, access_token, refresh_token, headers) values
            ('a', 'token', null, null), ('b', '', null, '{}'), ('c', ' ', '', ' [ ] '), ('d', 'grüße 🌍', 'second', 'null'),
            ('e', null, null, '{"k":"ü","n":1.50,"k":"🌍"}'), ('f', null, null, '""'), ('g', null, 'x', '["\u0000"]'), ('h', null, null, '" "')
        """;

    private static readonly string[] Encrypted =
    [
        "a|token|null|null", "b|null|null|null", "c| |null|null", "d|grüße 🌍|second|null",
        """e|null|null|{"k": "\ud83c\udf0d", "n": 1.5}""", "f|null|null|null", """g|null|x|["\u0000"]""", "h|null|null|\" \"",
    ];

    [Fact]
    public async Task Every_value_that_is_something_is_encrypted_and_the_plaintext_stays()
    {
        await using var database = await BeforeAsync(Rows);
        var plain = await database.RowsAsync("select id, access_token, refresh_token, cast(headers as text) from oauth order by id");

        var result = await WithKey(database).UpgradeAsync("+1", cancellationToken: Stop);

        Assert.Equal(Encrypted, await DecryptedAsync(database));
        Assert.Equal(
            plain, await database.RowsAsync("select id, access_token, refresh_token, cast(headers as text) from oauth order by id"));
        Assert.Empty(result.Due);
        Assert.Equal(["encrypt_oauth|done|6"], await database.RowsAsync("select name, state, rows_done from letta_migration_backfill"));
    }

    [Fact]
    public async Task What_is_encrypted_already_stays_to_the_letter()
    {
        await using var database = await BeforeAsync(Rows);
        await WithKey(database).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync(
            "update oauth set refresh_token_enc = 'by hand' where id = 'd'; update oauth set access_token_enc = null where id = 'd'");
        var before
            = await database.RowsAsync("select access_token_enc, refresh_token_enc, headers_enc from oauth where id <> 'd' order by id");

        await WithKey(database).UpgradeAsync("+1", cancellationToken: Stop);

        Assert.Equal(
            before,
            await database.RowsAsync("select access_token_enc, refresh_token_enc, headers_enc from oauth where id <> 'd' order by id"));
        Assert.Equal("by hand", await database.ScalarAsync<string>("select refresh_token_enc from oauth where id = 'd'"));
        Assert.Equal(
            "grüße 🌍",
            LettaSecret.Decrypt((await database.ScalarAsync<string>("select access_token_enc from oauth where id = 'd'"))!, Key));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(2100)]
    public async Task All_rows_of_many_are_encrypted_under_one_salt(int rows)
    {
        await using var database = await BeforeAsync(Many(rows));

        await WithKey(database).UpgradeAsync("+1", cancellationToken: Stop);

        await AssertAllDecryptAsync(database, rows);
        Assert.Single(
            (await database.RowsAsync("select access_token_enc from oauth")).Select(LettaSecret.Salt).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_a_key_the_columns_come_the_rows_wait_and_backfill_run_finishes_them()
    {
        await using var database = await BeforeAsync(Rows, "insert into variables (id, value) values ('v', 'x')");

        var result = await database.Runner(Secrets).UpgradeAsync(cancellationToken: Stop);
        var due = await database.Runner(Secrets).BackfillsAsync(cancellationToken: Stop);
        var done = await WithKey(database).BackfillAsync(cancellationToken: Stop);
        var after = await database.Runner(Secrets).BackfillsAsync(cancellationToken: Stop);

        Assert.Equal([new DueBackfill("encrypt_oauth", "oauth", 6) { NeedsKey = true }], result.Due);
        Assert.Equal(
            [("encrypt_oauth", BackfillState.Due, 6L, 0L), ("encrypt_variables", BackfillState.Optional, 1L, 0L)], due.Select(Describe));
        Assert.Equal([("encrypt_oauth", 6L)], done.Done.Select(d => (d.Name, d.Rows)));
        Assert.Equal(["encrypt_variables"], done.Optional.Select(b => b.Name));
        Assert.Equal(
            [("encrypt_oauth", BackfillState.Done, 0L, 6L), ("encrypt_variables", BackfillState.Optional, 1L, 0L)], after.Select(Describe));
        Assert.Equal(Encrypted, await DecryptedAsync(database));
    }

    [Fact]
    public async Task Without_a_key_and_without_rows_nothing_is_recorded()
    {
        await using var database = await BeforeAsync("insert into oauth (id, access_token, headers) values ('a', '', '{}')");

        var result = await database.Runner(Secrets).UpgradeAsync(cancellationToken: Stop);

        Assert.Empty(result.Due);
        await AssertNothingRecordedAsync(database);
    }

    [Fact]
    public async Task A_later_revision_with_a_key_finishes_what_an_earlier_one_without_put_off()
    {
        await using var database = await BeforeAsync(Rows);
        await database.Runner(Secrets).UpgradeAsync("+1", cancellationToken: Stop);

        await WithKey(database).UpgradeAsync("+1", cancellationToken: Stop);

        Assert.Equal(Encrypted, await DecryptedAsync(database));
        Assert.Equal(
            ["encrypt_oauth|20300101000002|done"], await database.RowsAsync("select name, version, state from letta_migration_backfill"));
    }

    [Fact]
    public async Task Downgrade_below_the_revision_forgets_what_it_put_off()
    {
        await using var database = await BeforeAsync(Rows);
        await database.Runner(Secrets).UpgradeAsync(cancellationToken: Stop);

        await database.Runner(Secrets).DowngradeAsync("abababababa2", cancellationToken: Stop);
        var kept = await database.RowsAsync("select name, version, state from letta_migration_backfill");
        await database.Runner(Secrets).DowngradeAsync("abababababa1", cancellationToken: Stop);

        Assert.Equal(["encrypt_oauth|20300101000002|due"], kept);
        Assert.Empty(await database.RowsAsync("select name from letta_migration_backfill"));
        Assert.Empty(await database.Runner(Secrets).BackfillsAsync(cancellationToken: Stop));
    }

    [Fact]
    public async Task Optional_backfill_runs_when_it_is_named()
    {
        await using var database = await BeforeAsync("insert into variables (id, value) values ('v', 'x'), ('w', '')");
        await WithKey(database).UpgradeAsync(cancellationToken: Stop);

        var none = await WithKey(database).BackfillAsync(cancellationToken: Stop);
        var done = await WithKey(database).BackfillAsync("encrypt_variables", cancellationToken: Stop);
        var again = await WithKey(database).BackfillAsync("encrypt_variables", cancellationToken: Stop);

        Assert.Empty(none.Done);
        Assert.Equal([("encrypt_variables", 1L)], done.Done.Select(d => (d.Name, d.Rows)));
        Assert.Empty(again.Done);
        Assert.Equal(
            "x", LettaSecret.Decrypt((await database.ScalarAsync<string>("select value_enc from variables where id = 'v'"))!, Key));
    }

    [Fact]
    public async Task Run_without_a_key_is_refused_and_changes_nothing()
    {
        await using var database = await BeforeAsync(Rows);
        await database.Runner(Secrets).UpgradeAsync(cancellationToken: Stop);

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => database.Runner(Secrets).BackfillAsync(cancellationToken: Stop));

        Assert.Equal("LETTA_ENCRYPTION_KEY is not set, and 6 rows of \"oauth\" wait to be encrypted.", error.What);
        Assert.Equal(
            6,
            await database.ScalarAsync<int>(
                "select count(*) from oauth where access_token_enc is null and refresh_token_enc is null and headers_enc is null") - 2);
    }

    [Fact]
    public async Task Unknown_name_is_refused()
    {
        await using var database = await BeforeAsync();

        var error = await Assert.ThrowsAsync<ConfigurationException>(
            () => WithKey(database).BackfillAsync("encrypt_oauth", cancellationToken: Stop));

        Assert.Equal($"There is no backfill \"encrypt_oauth\" among the revisions that are applied to {database.Target}.", error.What);
    }

    [Fact]
    public async Task Stopped_after_a_batch_the_next_run_goes_on_and_changes_no_row_twice()
    {
        await using var database = await BeforeAsync(Many(2100));
        await database.Runner(Secrets).UpgradeAsync(cancellationToken: Stop);
        using var stop = new CancellationTokenSource();
        var batches = 0;
        var progress = new InlineProgress(p =>
        {
            if (p is MigrationProgress.Backfilled && ++batches == 2)
                stop.Cancel();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => WithKey(database, maxBatch: 500).BackfillAsync(progress: progress, cancellationToken: stop.Token));
        var half = await database.RowsAsync("select id, access_token_enc from oauth where access_token_enc is not null order by id");
        var record = await database.RowsAsync("select state, rows_done from letta_migration_backfill");
        var done = await WithKey(database).BackfillAsync(cancellationToken: Stop);

        Assert.Equal((1000, "due|1000"), (half.Count, Assert.Single(record)));
        Assert.Equal([1100L], done.Done.Select(d => d.Rows));
        Assert.Equal(half, (await database.RowsAsync("select id, access_token_enc from oauth order by id")).Where(half.Contains));
        Assert.Equal(["done|2100"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
        await AssertAllDecryptAsync(database, 2100);
    }

    [Fact]
    public async Task Rows_that_come_behind_the_walk_are_found_before_it_is_called_done()
    {
        await using var database = await BeforeAsync(Many(600));
        await database.Runner(Secrets).UpgradeAsync(cancellationToken: Stop);
        var added = false;
        var progress = new InlineProgress(p =>
        {
            if (p is MigrationProgress.Backfilled && !added)
                database.ExecuteAsync("insert into oauth (id, access_token) values ('0', 'token 0')").GetAwaiter().GetResult();
            added = true;
        });

        var done = await WithKey(database).BackfillAsync(progress: progress, cancellationToken: Stop);

        Assert.Equal([601L], done.Done.Select(d => d.Rows));
        await AssertAllDecryptAsync(database, 601);
    }

    protected static MigrationRunner WithKey(TestDatabase database, int maxBatch = 20_000)
        => database.Runner(
            Secrets,
            new MigrationOptions { EncryptionKey = new EncryptionKey(Key), MaxBatch = maxBatch, BatchTarget = TimeSpan.FromHours(1) });

    protected async Task<TestDatabase> BeforeAsync(params string[] rows)
    {
        var database = await engine.CreateAsync();
        await database.Runner(Secrets).UpgradeAsync("+1", cancellationToken: Stop);
        foreach (var sql in rows)
            await database.ExecuteAsync(sql);
        return database;
    }

    protected static async Task AssertNothingRecordedAsync(TestDatabase database)
        => Assert.Empty(await database.RowsAsync("select name from letta_migration_backfill"));

    private static (string Name, BackfillState State, long Waiting, long Done) Describe(BackfillStatus b)
        => (b.Name, b.State, b.Waiting, b.RowsDone);

    private static string Many(int rows) => $"""
        insert into oauth (id, access_token, refresh_token)
        with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows}) select 'row-' || i, 'token row-' || i, 'ü' || i from n
        """;

    private static async Task AssertAllDecryptAsync(TestDatabase database, int rows)
    {
        var stored = await database.RowsAsync("select access_token, access_token_enc from oauth");

        Assert.Equal(rows, stored.Count);
        Assert.All(stored, row => Assert.Equal(row.Split('|')[0], LettaSecret.Decrypt(row.Split('|')[1], Key)));
    }

    /// <summary>The rows as Letta would read them from the encrypted columns alone.</summary>
    private static async Task<IEnumerable<string>> DecryptedAsync(TestDatabase database)
        => (await database.RowsAsync("select id, access_token_enc, refresh_token_enc, headers_enc from oauth order by id"))
            .Select(row => row.Split('|'))
            .Select(row => string.Join('|', row.Select((value, i) => i == 0 || value == "null" ? value : LettaSecret.Decrypt(value, Key))));
}

public sealed class SqliteEncryptionTests(SqliteEngine engine) : EncryptionSpec(engine)
{
    [Fact]
    public async Task What_is_not_json_is_reported_by_its_row_and_never_shown_and_the_others_are_done()
    {
        await using var database
            = await BeforeAsync("insert into oauth (id, access_token, headers) values ('a', 'x', null), ('b', null, '{secret')");

        var error = await Assert.ThrowsAsync<NeedsHumanException>(
            () => WithKey(database).UpgradeAsync("+1", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal("The backfill \"encrypt_oauth\" is incomplete: 1 row of \"oauth\" failed (b).", error.What);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("abababababa2", error.At);
        Assert.Equal(
            ["""["t62"]|it has something in "headers" that is not JSON"""],
            await database.RowsAsync("select key, error from letta_migration_backfill_row"));
        Assert.Equal(1, await database.ScalarAsync<int>("select count(*) from oauth where access_token_enc is not null"));
    }
}

public sealed class PostgresEncryptionTests(PostgresEngine engine) : EncryptionSpec(engine);
