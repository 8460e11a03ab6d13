using System.Net;
using System.Net.Sockets;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>A real web application on Kestrel that maps /health/live and /health/ready.</summary>
public sealed class HealthTests(SqliteEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Application_that_migrated_before_it_listens_is_live_and_ready()
    {
        await using var database = await engine.CreateAsync();
        await using var server = Serve(database, "good");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await HealthAsync(server));
    }

    [Fact]
    public async Task Application_that_migrates_in_the_background_is_live_and_not_ready_before_head()
    {
        await using var database = await engine.CreateInUseAsync();
        await using var server = Serve(database, "stuck", "--Logging:LogLevel:Default=Debug", "--in-background");
        await server.WaitForAsync("ddddddddddd2 (is stuck) begins", Stop);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), await HealthAsync(server));
        server.Signal("TERM");
        Assert.Equal(143, await server.ExitAsync(Stop));
        Assert.Equal(["ddddddddddd1"], await database.RowsAsync("select version_num from alembic_version"));
    }

    [Fact]
    public async Task Application_that_migrates_in_the_background_is_ready_at_head_and_ends_with_0()
    {
        await using var database = await engine.CreateAsync();
        await using var server = Serve(database, "good", "--in-background");

        while ((await HealthAsync(server)).Ready != HttpStatusCode.OK)
            await Task.Delay(20, Stop);

        Assert.Equal(["aaaaaaaaaaa3"], await database.RowsAsync("select version_num from alembic_version"));
        server.Signal("TERM");
        Assert.Equal(0, await server.ExitAsync(Stop));
    }

    [Fact]
    public async Task Failure_in_the_background_stops_the_application_with_its_exit_code()
    {
        await using var database = await engine.CreateAsync();
        await using var server = Serve(database, "failing", "--in-background");

        Assert.Equal(1, await server.ExitAsync(Stop));
        Assert.Contains("Revision ccccccccccc2 (does not work) failed: ", server.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Out + server.Error, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Live, HttpStatusCode Ready)> HealthAsync(LettaProcess server)
    {
        await server.WaitForAsync("\nlistening http://127.0.0.1", Stop);
        using var client = new HttpClient { BaseAddress = new Uri(server.Out.Split("\nlistening ")[1].Split('\n')[0]) };
        using var live = await client.GetAsync(new Uri("/health/live", UriKind.Relative), Stop);
        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Stop);
        return (live.StatusCode, ready.StatusCode);
    }

    private static LettaProcess Serve(TestDatabase database, string history, params string[] arguments)
        => LettaProcess.Start(
            "letta-test-child.dll", database.Environment, ["web", history, "--urls", $"http://127.0.0.1:{FreePort()}", .. arguments]);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
