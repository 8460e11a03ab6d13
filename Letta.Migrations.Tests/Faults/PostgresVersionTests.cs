using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Host;
using Npgsql;

namespace Letta.Migrations.Tests.Faults;

/// <summary>A server that is too old is refused before anything is changed; what only reads works on any.</summary>
public sealed class PostgresVersionTests(PostgresEngine engine)
{
    private const string Next = "\n  Upgrade the server to Postgres 15 or newer, then run the same command again.\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("upgrade head", "older")]
    [InlineData("downgrade base", "older")]
    [InlineData("stamp base", "older")]
    [InlineData("reset --yes", "older")]
    [InlineData("check", "good")]
    public async Task Verb_that_writes_is_refused_with_exit_6_and_changes_nothing(string verb, string at)
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(TestHistory.Named(at)).UpgradeAsync(cancellationToken: Stop);

        await AssertRefusedAsync(database, "good", verb.Split(' '));
    }

    [Fact]
    public async Task Backfill_that_is_due_is_refused_too()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(TestHistory.Named("filling-due")).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync("insert into items (id, value) values (1, 21)");
        await database.Runner(TestHistory.Named("filling-due")).UpgradeAsync(cancellationToken: Stop);

        await AssertRefusedAsync(database, "filling-due", "backfill", "run");
        Assert.Equal(0, await database.ScalarAsync<int>("select changed from items"));
    }

    [Fact]
    public async Task Empty_database_is_refused_and_stays_empty()
    {
        await using var database = await engine.CreateAsync();

        var letta = await RunAsync(database, 14, "good", "upgrade", "head");

        Assert.Equal((6, ""), (letta.Exit, letta.Out));
        Assert.Contains(Next, letta.Error, StringComparison.Ordinal);
        Assert.Equal(0, await database.ScalarAsync<int>("select count(*) from pg_class where relnamespace = 'public'::regnamespace"));
    }

    [Theory]
    [InlineData("current")]
    [InlineData("history")]
    [InlineData("wait --timeout 0")]
    [InlineData("backfill list")]
    [InlineData("upgrade head")]
    public async Task Verb_that_only_reads_and_an_upgrade_with_nothing_to_do_answer(string verb)
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(TestHistory.Named("good")).UpgradeAsync(cancellationToken: Stop);

        var letta = await RunAsync(database, 14, "good", verb.Split(' '));

        Assert.Equal((0, ""), (letta.Exit, letta.Error));
    }

    [Fact]
    public async Task Ready_says_that_the_server_is_too_old()
    {
        await using var database = await engine.CreateAsync();

        var letta = await RunAsync(database, 14, "good", "ready");

        Assert.Equal(6, letta.Exit);
        Assert.Contains("is Postgres 14.", letta.Out, StringComparison.Ordinal);
        Assert.Contains("Upgrade the server to Postgres 15 or newer", letta.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Oldest_that_is_named_is_accepted()
    {
        await using var database = await engine.CreateAsync();

        var letta = await RunAsync(database, 15, "good", "upgrade", "head");

        Assert.Equal((0, ""), (letta.Exit, letta.Error));
    }

    private static async Task AssertRefusedAsync(TestDatabase database, string history, params string[] arguments)
    {
        var before = await RecordAsync(database);

        var letta = await RunAsync(database, 14, history, arguments);

        Assert.Equal((6, ""), (letta.Exit, letta.Out));
        Assert.Matches(
            @"^Postgres postgres@127\.0\.0\.1:\d+/test_\d+ is Postgres 14\.\d+, and revisions need Postgres 15 or newer; nothing was changed\.",
            letta.Error);
        Assert.Contains(Next, letta.Error, StringComparison.Ordinal);
        Assert.Equal(before, await RecordAsync(database));
    }

    private static async Task<CommandRun> RunAsync(TestDatabase database, int major, string history, params string[] arguments)
    {
        var settings = ((PostgresTestDatabase)database).Settings;
        await using var proxy = new ServerVersionProxy(settings.Host!, settings.Port, major);
        var older = new PostgresTestDatabase(
            new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port });
        return await InProcess.RunAsync(older, TestHistory.Named(history), model: null, arguments);
    }

    private static async Task<IReadOnlyList<string>> RecordAsync(TestDatabase database)
        => [
            .. await database.RowsAsync("select \"Version\" from \"VersionInfo\" order by 1"),
            .. await database.RowsAsync("select relname from pg_class where relnamespace = 'public'::regnamespace order by 1")
        ];
}
