using System.Net;
using System.Net.Sockets;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host.Telemetry;

/// <summary>The command line as a process, with OpenTelemetry's standard variables.</summary>
[Trait("Runs", "letta")]
public sealed class CollectorTests(SqliteEngine engine, PostgresEngine postgres)
{
    private const string Traces = "/v1/traces", Metrics = "/v1/metrics";

    [Fact]
    public async Task Spans_and_figures_of_a_run_arrive_before_the_process_ends()
    {
        using var receiver = new OtlpReceiver();

        var letta = await RunAsync("good", receiver.Address);

        Assert.Equal((0, ""), (letta.Exit, letta.Error));
        Assert.All(
            ["letta-migrate upgrade", "upgrade aaaaaaaaaaa1", "upgrade aaaaaaaaaaa2", "upgrade aaaaaaaaaaa3", "letta-migrations"],
            expected => Assert.Contains(expected, receiver.Sent(Traces), StringComparison.Ordinal));
        Assert.All(
            ["letta.migrations.revisions", "letta.migrations.run.duration", "letta.migrations.pending", "letta-migrations"],
            expected => Assert.Contains(expected, receiver.Sent(Metrics), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Spans_of_a_failed_run_arrive_too_without_a_secret()
    {
        await using var database = (PostgresTestDatabase)await postgres.CreateAsync();
        using var receiver = new OtlpReceiver();

        var letta = await CommandRun.RunAsync(With(database, receiver.Address), "failing", "upgrade");

        Assert.Equal(1, letta.Exit);
        Assert.Contains("RevisionFailed", receiver.Sent(Traces), StringComparison.Ordinal);
        Assert.Contains("upgrade ccccccccccc2", receiver.Sent(Traces), StringComparison.Ordinal);
        Assert.DoesNotContain("select", receiver.Sent(Traces), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Password", receiver.Sent(Traces) + receiver.Sent(Metrics), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Name_and_attributes_of_the_environment_have_the_last_word()
    {
        using var receiver = new OtlpReceiver();

        await RunAsync(
            "good",
            receiver.Address,
            ("OTEL_SERVICE_NAME", "nightly"),
            ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=staging"));

        Assert.Contains("nightly", receiver.Sent(Traces), StringComparison.Ordinal);
        Assert.Contains("staging", receiver.Sent(Traces), StringComparison.Ordinal);
        Assert.DoesNotContain("letta-migrations", receiver.Sent(Traces), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoint_of_one_signal_is_that_of_no_other()
    {
        using var receiver = new OtlpReceiver();

        await RunAsync("good", endpoint: "", ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", $"{receiver.Address}/mine"));

        Assert.Contains("letta-migrate upgrade", receiver.Sent("/mine"), StringComparison.Ordinal);
        Assert.Equal("", receiver.Sent(Metrics));
    }

    [Theory]
    [InlineData("OTEL_SDK_DISABLED", "true", true)]
    [InlineData("OTEL_TRACES_EXPORTER", "none", false)]
    public async Task What_is_switched_off_is_not_sent(string name, string value, bool all)
    {
        using var receiver = new OtlpReceiver();

        var letta = await RunAsync("good", receiver.Address, (name, value));

        Assert.Equal(0, letta.Exit);
        Assert.Equal("", receiver.Sent(Traces));
        Assert.Equal(all, !receiver.WasAsked);
    }

    [Theory]
    [InlineData("good")]
    [InlineData("failing")]
    public async Task Collector_that_is_not_there_changes_nothing(string history)
    {
        var without = await RunAsync(history, endpoint: "");

        var refused = await RunAsync(history, $"http://127.0.0.1:{OtlpReceiver.FreePort()}");
        var nonsense = await RunAsync(history, "no address at all");

        Assert.Equal((without.Exit, without.Timeless, without.Error), (refused.Exit, refused.Timeless, refused.Error));
        Assert.Equal((without.Exit, without.Timeless, without.Error), (nonsense.Exit, nonsense.Timeless, nonsense.Error));
    }

    /// <summary>Without a bound of its own the process would wait for as long as its collector keeps silent.</summary>
    [Fact]
    public async Task Collector_that_never_answers_does_not_keep_the_process()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        var letta
            = await RunAsync(
                "good", $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}", ("OTEL_EXPORTER_OTLP_TIMEOUT", "600000"));

        Assert.Equal((0, ""), (letta.Exit, letta.Error));
    }

    private async Task<CommandRun> RunAsync(string history, string endpoint, params (string Name, string Value)[] more)
    {
        await using var database = await engine.CreateAsync();
        var letta = await CommandRun.RunAsync(With(database, endpoint, more), history, "upgrade");
        return letta with
        {
            Out = letta.Out.Replace(database.Target.Display, "SQLite", StringComparison.Ordinal),
            Error = letta.Error.Replace(database.Target.Display, "SQLite", StringComparison.Ordinal)
        };
    }

    internal static Dictionary<string, string> With(TestDatabase database, string endpoint, params (string Name, string Value)[] more)
    {
        var environment = new Dictionary<string, string>(database.Environment, StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        };
        foreach (var (name, value) in more)
            environment[name] = value;
        return environment;
    }
}
