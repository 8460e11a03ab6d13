using System.Net;
using System.Net.Sockets;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>A real web application on Kestrel whose author added one line for the migrations, on an engine.</summary>
public abstract class StartupSpec(TestEngine engine)
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("slow")]
    [InlineData("slow", "--concurrently")]
    public async Task Web_application_accepts_no_connection_before_head(string history, params string[] arguments)
    {
        await using var database = await engine.CreateAsync();
        var port = FreePort();
        await using var server = Serve(database, history, port, arguments);

        var refused = 0;
        while (!await AcceptsAsync(port))
            refused++;

        Assert.Equal(["bbbbbbbbbbb3"], await database.RowsAsync("select version_num from alembic_version"));
        Assert.True(refused > 0, "The application listened from the first moment on: nothing was shown.");
    }

    [Fact]
    public async Task Web_application_at_head_serves_and_ends_with_0()
    {
        await using var database = await engine.CreateAsync();
        var port = FreePort();
        await using var server = Serve(database, "good", port);
        await server.WaitForAsync("listening http://127.0.0.1", Stop);

        using var client = new HttpClient();
        var answer = await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/"), Stop);
        server.Signal("TERM");

        Assert.Contains("a service that was registered before has started", server.Out, StringComparison.Ordinal);
        Assert.Equal(("ready", 0), (answer, await server.ExitAsync(Stop)));
    }

    [Theory]
    [InlineData]
    [InlineData("--concurrently")]
    public async Task Failing_revision_ends_the_application_with_its_exit_code_before_it_listens(params string[] arguments)
    {
        await using var database = await engine.CreateAsync();
        var port = FreePort();
        await using var server = Serve(database, "failing", port, arguments);
        var exit = server.ExitAsync(Stop);

        var accepted = false;
        while (!exit.IsCompleted)
            accepted |= await AcceptsAsync(port);

        Assert.Equal((1, false), (await exit, accepted));
        Assert.Contains("Revision ccccccccccc2 (does not work) failed: ", server.Out, StringComparison.Ordinal);
        Assert.Contains("The host was not started. (exit 1)", server.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("has started", server.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("listening", server.Out, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", server.Out + server.Error, StringComparison.Ordinal);
        Assert.Equal("", server.Error);
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public async Task Signal_during_the_migrations_rolls_back_and_ends_the_application(string signal, int code)
    {
        await using var database = await engine.CreateInUseAsync();
        await using var server = Serve(database, "stuck", FreePort(), "--Logging:LogLevel:Default=Debug");
        await server.WaitForAsync("ddddddddddd2 (is stuck) begins", Stop);

        server.Signal(signal);

        Assert.Equal(code, await server.ExitAsync(Stop));
        Assert.Contains($"Stopped by SIG{signal} before the database was at its target.", server.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Out + server.Error, StringComparison.Ordinal);
        Assert.Equal(["ddddddddddd1"], await database.RowsAsync("select version_num from alembic_version"));
    }

    [Fact]
    public async Task Application_that_is_asked_to_runs_what_is_due_beside_its_work_and_saves_it_when_it_stops()
    {
        await using var database = await engine.CreateAsync();
        var history = TestHistory.Named("filling-online");
        await database.Runner(history).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync(
            "insert into items (id, value) with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000) select i, i "
                + "from n");
        await database.Runner(history).UpgradeAsync("+1", cancellationToken: Stop);
        var port = FreePort();
        await using (var server
            = Serve(database, "filling-due", port, "--LettaMigrations:MaxBatch=100", "--LettaMigrations:BatchPause=50ms", "--backfills"))
        {
            await server.WaitForAsync("listening http://127.0.0.1", Stop);
            while (await database.ScalarAsync<int>("select count(*) from items where changed = 1") == 0)
                await Task.Delay(20, Stop);
            server.Signal("TERM");
            Assert.Equal(0, await server.ExitAsync(Stop));
        }

        var half = await database.ScalarAsync<int>("select count(*) from items where changed = 1");
        Assert.InRange(half, 1, 19999);
        Assert.Equal([$"due|{half}"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
        Assert.Empty(await database.RowsAsync("select worker from letta_migration_backfill_range where worker is not null"));

        await using var again = Serve(database, "filling-due", FreePort(), "--backfills");
        while (await database.ScalarAsync<string>("select state from letta_migration_backfill") != "done")
            await Task.Delay(20, Stop);
        Assert.Equal(["1|20000"], await database.RowsAsync("select changed, count(*) from items group by changed"));
    }

    [Theory]
    [InlineData]
    [InlineData("--in-background")]
    public async Task Application_that_is_asked_to_runs_what_its_own_upgrade_left(params string[] arguments)
    {
        await using var database = await WithItemsAsync("filling-due", 300);
        await using var server = Serve(database, "filling-due", FreePort(), ["--backfills", .. arguments]);

        while (await database.ScalarAsync<string>("select state from letta_migration_backfill") != "done")
            await Task.Delay(20, Stop);

        Assert.Equal(["1|300"], await database.RowsAsync("select changed, count(*) from items group by changed"));
    }

    [Fact]
    public async Task Application_that_is_not_asked_to_leaves_it_to_others()
    {
        await using var database = await WithItemsAsync("filling-due", 300);
        await using var server = Serve(database, "filling-due", FreePort());
        await server.WaitForAsync("listening http://127.0.0.1", Stop);

        server.Signal("TERM");

        Assert.Equal(0, await server.ExitAsync(Stop));
        Assert.Equal(["due|0|0"], await database.RowsAsync("select state, rows_done, attempts from letta_migration_backfill"));
    }

    [Fact]
    public async Task Row_that_fails_is_reported_and_the_application_serves_on()
    {
        await using var database = await WithItemsAsync("filling-due-in-code", 20);
        var port = FreePort();
        await using var server = Serve(database, "filling-due-in-code", port, "--backfills");

        await server.WaitForAsync("The backfill \"double_items\" is incomplete: 1 row of \"items\" failed (13).", Stop);
        using var client = new HttpClient();
        var answer = await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/"), Stop);
        server.Signal("TERM");

        Assert.Equal(("ready", 0), (answer, await server.ExitAsync(Stop)));
        Assert.Contains("fix them, and run: letta-migrate backfill retry double_items", server.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("An unexpected", server.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("kanarie", server.Out + server.Error, StringComparison.Ordinal);
        Assert.Equal(["incomplete|19"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
    }

    [Fact]
    public async Task Bad_configuration_ends_the_application_with_2()
    {
        await using var database = await engine.CreateAsync();
        await using var server = Serve(database, "good", FreePort(), "--LettaMigrations:Wait=soon");

        Assert.Equal(2, await server.ExitAsync(Stop));
        Assert.Contains("\"LettaMigrations:Wait\" is \"soon\", which is not a duration.", server.Out, StringComparison.Ordinal);
    }

    protected async Task<TestDatabase> WithItemsAsync(string history, int rows)
    {
        var database = await engine.CreateAsync();
        await database.Runner(TestHistory.Named(history)).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync(
            $"insert into items (id, value) with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows}) select i, i "
                + $"from n");
        return database;
    }

    /// <summary>Options before switches: the configuration takes what follows a switch for its value.</summary>
    protected static LettaProcess Serve(TestDatabase database, string history, int port, params string[] arguments)
        => LettaProcess.Start(
            "letta-test-child.dll", database.Environment, ["web", history, "--urls", $"http://127.0.0.1:{port}", .. arguments]);

    protected static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> AcceptsAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, Stop);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
