using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>A key and plaintexts that must never be seen, whatever happens and however much is logged.</summary>
[Trait("Runs", "letta")]
public abstract class SecretCanarySpec(TestEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, "letta", "secret", "-v")]
    [InlineData(0, "letta", "secret", "-v", "--json", "--log-format", "json")]
    [InlineData(1, "letta", "secret-failing", "-v")]
    [InlineData(1, "letta", "secret-failing", "--json", "-v", "--log-format", "json")]
    [InlineData(1, "web", "secret-failing")]
    public async Task Nothing_that_is_printed_or_logged_shows_the_key_or_a_plaintext(int code, params string[] arguments)
    {
        await using var database = await WithCanariesAsync();

        await AssertSilentAsync(database, code, arguments);
    }

    [Theory]
    [InlineData("-v")]
    [InlineData("--json", "-v", "--log-format", "json")]
    public async Task No_backfill_shows_them_whether_it_fails_or_not(params string[] flags)
    {
        await using var database = await WithCanariesAsync();
        await RunAsync(database, key: null, "letta", "secret");
        // Values of one run begin with one salt, so this is an error of the statement that writes them, and every row but the first fails.
        await database.ExecuteAsync("create unique index one_only on oauth (substr(access_token_enc, 1, 8))");

        await AssertSilentAsync(database, 7, ["letta", "secret", "backfill", "run", .. flags]);
        await AssertSilentAsync(database, 0, ["letta", "secret", "backfill", "list", .. flags]);
        await database.ExecuteAsync("drop index one_only");
        await AssertSilentAsync(database, 0, ["letta", "secret", "backfill", "retry", .. flags]);
    }

    protected async Task<TestDatabase> WithCanariesAsync()
    {
        var database = await engine.CreateAsync();
        await RunAsync(database, key: null, "letta", "secret", "upgrade", "+1");
        await database.ExecuteAsync("""
            insert into oauth (id, access_token, refresh_token, headers) values
                ('a', 'kanarie-1 ü', 'kanarie-2', '{"kanarie-3": "kanarie-4"}'), ('b', 'kanarie-5', null, '"kanarie-6"')
            """);
        return database;
    }

    protected static async Task AssertSilentAsync(TestDatabase database, int code, params string[] arguments)
    {
        await using var process = await RunAsync(database, "kanarie-key;=' é", arguments);

        Assert.NotEqual("", process.Out + process.Error);
        Assert.DoesNotContain("kanarie", process.Out + process.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(code, await process.ExitAsync(Stop));
    }

    private static async Task<LettaProcess> RunAsync(TestDatabase database, string? key, params string[] arguments)
    {
        var environment = new Dictionary<string, string>(database.Environment, StringComparer.Ordinal)
        {
            ["Logging__LogLevel__Default"] = "Trace",
            ["Logging__LogLevel__Npgsql"] = "Trace",
        };
        if (key is not null)
            environment["LETTA_ENCRYPTION_KEY"] = key;
        var process = LettaProcess.Start("letta-test-child.dll", environment, arguments);
        await process.ExitAsync(Stop);
        return process;
    }
}

public sealed class SqliteSecretCanaryTests(SqliteEngine engine) : SecretCanarySpec(engine)
{
    [Fact]
    public async Task Headers_that_are_not_json_are_named_by_their_row_and_not_shown()
    {
        await using var database = await WithCanariesAsync();
        await database.ExecuteAsync("""insert into oauth (id, headers) values ('c', '{"kanarie":')""");

        await AssertSilentAsync(database, 7, "letta", "secret", "-v");
    }
}

public sealed class PostgresSecretCanaryTests(PostgresEngine engine) : SecretCanarySpec(engine);
