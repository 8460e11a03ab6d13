using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>
/// A real PgBouncer in each of its modes: to look works through it, and whatever writes says that it needs Postgres itself.
/// </summary>
public sealed class PostgresPoolerTests(PostgresEngine engine)
{
    private static readonly RevisionSet Good = TestHistory.Named("good");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("session")]
    [InlineData("transaction")]
    [InlineData("statement")]
    public async Task What_only_looks_works_through_a_pooler(string mode)
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await database.Runner(Good).UpgradeAsync(cancellationToken: Stop);
        await using var pooler = await PgBouncer.StartAsync(database, mode, Stop);

        foreach (var command in (string[][])[
            ["current"],
            ["current", "--json"],
            ["history"],
            ["heads"],
            ["show", "head"],
            ["wait", "--timeout", "0s"],
            ["backfill", "list"],
            ["upgrade"]
        ])
        {
            var direct = await InProcess.RunAsync(database, Good, model: null, command);
            var pooled = await InProcess.RunAsync(pooler.Database, Good, model: null, command);

            Assert.True(pooled.Exit == 0, $"{string.Join(' ', command)}: {pooled.Out}{pooled.Error}");
            Assert.Equal(direct.Out.Replace($"{database.Target}", $"{pooler.Database.Target}", StringComparison.Ordinal), pooled.Out);
        }
    }

    [Theory]
    [InlineData("session")]
    [InlineData("transaction")]
    [InlineData("statement")]
    public async Task A_database_that_is_empty_or_in_another_schema_is_read_through_a_pooler_and_nothing_stays_in_its_session(string mode)
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await database.ExecuteAsync("create schema app");
        await using var pooler = await PgBouncer.StartAsync(database, mode, Stop);

        var empty = await InProcess.RunAsync(pooler.Database, Good, model: null, "current", "--schema", "app");
        var upgraded = await InProcess.RunAsync(database, Good, model: null, "upgrade", "+1", "--schema", "app");
        await database.ExecuteAsync("drop table app.letta_migration_step"); // So that the tables are read one by one.
        var behind = await InProcess.RunAsync(pooler.Database, Good, model: null, "current", "--schema", "app");
        var elsewhere = await InProcess.RunAsync(pooler.Database, Good, model: null, "current");

        Assert.Equal((0, 0, 0, 0), (empty.Exit, upgraded.Exit, behind.Exit, elsewhere.Exit));
        Assert.Contains("at base", empty.Out, StringComparison.Ordinal);
        Assert.Contains($"at {Good.All[0].Id}", behind.Out, StringComparison.Ordinal);
        Assert.Contains("at base", elsewhere.Out, StringComparison.Ordinal);
        Assert.Equal(["\"$user\", public"], await pooler.Database.RowsAsync("show search_path"));
    }

    [Theory]
    [InlineData("session", "The database is what the model says.\n")]
    [InlineData("transaction", "The database is what the model says.\n")]
    [InlineData("statement", "lets no transaction through")]
    public async Task Check_and_ready_work_through_a_pooler(string mode, string says)
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAtAsync(LettaMigrations.Revisions.All.Count);
        await using var pooler = await PgBouncer.StartAsync(database, mode, Stop);

        var check = await InProcess.RunAsync(pooler.Database, LettaMigrations.Revisions, model: null, "check");
        var ready = await InProcess.RunAsync(pooler.Database, LettaMigrations.Revisions, model: null, "ready");

        Assert.True(check.Exit == 0, check.Out + check.Error);
        Assert.Contains(says, check.Out, StringComparison.Ordinal);
        Assert.True(ready.Exit == 0, ready.Out + ready.Error);
    }

    [Theory]
    [InlineData("session")]
    [InlineData("transaction")]
    [InlineData("statement")]
    public async Task What_writes_is_refused_and_says_where_to_connect(string mode)
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await database.Runner(Good).UpgradeAsync("+1", cancellationToken: Stop);
        await using var pooler = await PgBouncer.StartAsync(database, mode, Stop);
        var settings = pooler.Database.Settings;

        foreach (var command in (string[][])[["upgrade"], ["downgrade", "base"], ["reset", "--yes"]])
        {
            var letta = await InProcess.RunAsync(pooler.Database, Good, model: null, command);

            Assert.True(letta.Exit == 2, letta.Out + letta.Error);
            Assert.StartsWith(
                $"""
                {pooler.Database.Target} is reached through a pooler, and what writes needs a session of Postgres itself.
                  Point --connection at Postgres itself in place of 127.0.0.1:{settings.Port}. To look works through a pooler: letta-migrate current, history, wait, ready.

                """,
                letta.Error,
                StringComparison.Ordinal);
            Assert.EndsWith("Nothing was changed. (exit 2)\n", letta.Error, StringComparison.Ordinal);
        }

        Assert.Equal([$"{Good.All[0].Version}"], await database.RowsAsync("""select "Version" from "VersionInfo" """));
    }

    [Fact]
    public async Task A_setting_that_the_pooler_refuses_is_named_at_once()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await using var pooler = await PgBouncer.StartAsync(database, "transaction", Stop);
        var address = $"{pooler.Database.Uri}?options=-c%20search_path%3Dpublic";

        var letta = await InProcess.RunAsync(Good, model: null, TimeProvider.System, "current", "--connection", address);

        Assert.Equal(
            new CommandRun(
                2,
                "",
                $"""
                {pooler.Database.Target} is reached through a pooler, which refuses a setting of the address (08P01): unsupported startup parameter: options.
                  Point --connection at Postgres itself.
                Nothing was changed. (exit 2)

                """),
            letta);
    }
}
