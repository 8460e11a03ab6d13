using Letta.Migrations.Tests.Fixtures;
using Npgsql;

namespace Letta.Migrations.Tests.Faults;

/// <summary>A password that must never be seen, whatever happens and however much is logged.</summary>
[Trait("Runs", "letta")]
public sealed class CanaryTests(PostgresEngine engine)
{
    private const string Canary = "kanarie;=@:/%'\"\\ ü";

    /// <summary>The forms in which it could show: as it is, percent-encoded, and as a connection string quotes it.</summary>
    private static readonly string[] Forms = [Canary, Uri.EscapeDataString(Canary), "kanarie"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("letta", "letta", "-v", "--log-format", "json")]
    [InlineData("letta", "failing", "-v")]
    [InlineData("letta", "failing", "--json", "-v")]
    [InlineData("letta", "letta", "current", "-v")]
    [InlineData("letta", "letta", "upgrade", "nowhere", "-v")]
    [InlineData("web", "good", "--urls", "http://127.0.0.1:0")]
    [InlineData("web", "failing")]
    public async Task Nothing_that_is_printed_or_logged_shows_the_password(params string[] arguments)
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await using var process = Start(await WithCanaryAsync(database), arguments);

        await EndAsync(process, arguments);

        AssertSilent(process);
    }

    [Theory]
    [InlineData("Password", "kanarie-wrong", 2)]
    [InlineData("Database", "nowhere", 6)]
    [InlineData("Port", "1", 4)]
    public async Task No_failure_to_connect_shows_the_password(string field, string value, int code)
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        var settings = await WithCanaryAsync(database);
        settings[field] = value;
        await using var process = Start(settings, "letta", "letta", "-v", "--wait", "0s");

        Assert.Equal(code, await process.ExitAsync(Stop));

        AssertSilent(process);
    }

    private static async Task<NpgsqlConnectionStringBuilder> WithCanaryAsync(PostgresTestDatabase database)
    {
        var role = $"canary_{database.Settings.Database}";
        await database.ExecuteAsync($"create role {role} superuser login password '{Canary.Replace("'", "''", StringComparison.Ordinal)}'");
        return new NpgsqlConnectionStringBuilder(database.Settings.ConnectionString) { Username = role, Password = Canary };
    }

    private static LettaProcess Start(NpgsqlConnectionStringBuilder settings, params string[] arguments)
        => LettaProcess.Start(
            "letta-test-child.dll",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["LETTA_PG_URI"] = new PostgresTestDatabase(settings).Uri,
                ["Logging__LogLevel__Default"] = "Trace",
                ["Logging__LogLevel__Npgsql"] = "Trace",
            },
            arguments);

    private static async Task EndAsync(LettaProcess process, string[] arguments)
    {
        if (arguments is ["web", "good", ..])
        {
            await process.WaitForAsync("listening", Stop);
            process.Signal("TERM");
        }

        await process.ExitAsync(Stop);
    }

    private static void AssertSilent(LettaProcess process)
    {
        Assert.NotEqual("", process.Out + process.Error);
        Assert.All(Forms, form => Assert.DoesNotContain(form, process.Out + process.Error, StringComparison.Ordinal));
    }
}
