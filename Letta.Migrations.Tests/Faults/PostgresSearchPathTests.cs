using System.Text.RegularExpressions;
using Letta.Migrations.Engines;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Host;
using Npgsql;

namespace Letta.Migrations.Tests.Faults;

/// <summary>
/// A superuser runs every verb in a schema into which somebody put overloads of all that the verbs call. The overloads are made from the
/// log of a server on which the same verbs ran before; the second server writes down what each name of a statement was resolved to.
/// </summary>
public sealed partial class PostgresSearchPathTests(PostgresEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Cost", "sweep")]
    public async Task No_verb_calls_what_others_put_into_the_schema()
    {
        await using var server = await OwnPostgres.StartAsync(engine, Stop);
        var recorded = await CreateAsync(server, "recorded");
        await EveryVerbAsync(recorded, Trapped.All);
        var trap = await CreateAsync(server, "trap");
        var overloads = await HostileOverloads.PutAsync(trap, await server.LogAsync());
        await trap.ExecuteAsync("alter database trap set debug_print_parse = on; alter database trap set debug_pretty_print = off");
        var before = (await server.LogAsync()).Length;

        await EveryVerbAsync(trap, Trapped.All);
        var log = (await server.LogAsync())[before..];

        Assert.InRange(overloads.Count, 2_000, int.MaxValue);
        Assert.Contains("parse tree", log, StringComparison.Ordinal);
        Assert.Empty(Resolved().Matches(log).Select(m => m.Groups["oid"].Value).Intersect(overloads.Keys).Select(oid => overloads[oid]));
        Assert.DoesNotContain("captured: ", log, StringComparison.Ordinal);
        Assert.Empty(
            await trap.RowsAsync(
                "select proname from pg_proc where pronamespace = 'public'::regnamespace and proname = 'hostile_operator'"));
    }

    private static async Task EveryVerbAsync(PostgresTestDatabase database, RevisionSet revisions)
    {
        await RunAsync(database, revisions, 5, "wait", "--timeout", "0");
        await RunAsync(database, revisions, 0, "current");
        await RunAsync(database, revisions, 0, "upgrade", "+1");
        await database.ExecuteAsync(Trapped.Rows);
        await RunAsync(database, revisions, 0, "upgrade", "+2");
        await RunAsync(database, revisions, 0, "downgrade", "-2");
        await BlockedAsync(database, revisions);
        await RunAsync(database, revisions, 0, "upgrade", "head");
        foreach (var verb in (string[])[
            "current", "history", "backfill status", "backfill list", "backfill pause state_names", "backfill resume state_names"
        ])
            await RunAsync(database, revisions, 0, verb.Split(' '));
        await RunAsync(database, revisions, 7, "backfill", "run");
        await RunAsync(database, revisions, 7, "backfill", "retry");
        await RunAsync(database, revisions, 0, "backfill", "status");
        await RunAsync(database, revisions, 0, "wait", "--timeout", "0");
        await RunAsync(database, revisions, null, "ready");
        await RunAsync(database, revisions, null, "check");
        await RunAsync(database, revisions, 0, "downgrade", "-1");
        await RunAsync(database, revisions, null, "stamp", "head");
        await database.ExecuteAsync("drop table public.\"VersionInfo\"");
        await RunAsync(database, revisions, null, "adopt");
        await RunAsync(database, revisions, null, "adopt", "--accept-drift");
        await RunAsync(database, revisions, 0, "downgrade", "base");
        await RunAsync(database, revisions, 0, "reset", "--yes", "--host-i-mean", database.Settings.Host!);
    }

    /// <summary>Somebody holds the lock of the migrators, and then a table.</summary>
    private static async Task BlockedAsync(PostgresTestDatabase database, RevisionSet revisions)
    {
        var impatient = new MigrationOptions
        {
            LockWait = TimeSpan.Zero,
            LockTimeout = TimeSpan.FromMilliseconds(200),
            LockRetryBudget = TimeSpan.FromMilliseconds(500)
        };
        var holder = DatabaseEngine.For(database.Target, new MigrationOptions().ForEngine(TimeProvider.System));
        await using (var held = await holder.OpenLockAsync(Stop))
        {
            Assert.True(await held.TryTakeAsync(Stop));
            var error = await Assert.ThrowsAsync<Letta.Migrations.Errors.LockNotObtainedException>(
                () => database.Runner(revisions, impatient).UpgradeAsync(cancellationToken: Stop));
            Assert.Contains("pid ", error.What, StringComparison.Ordinal);
        }

        await using var other = await database.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync(Stop);
        await using var command = other.CreateCommand();
        command.CommandText = "lock table public.children";
        await command.ExecuteNonQueryAsync(Stop);
        await Assert.ThrowsAsync<Letta.Migrations.Errors.LockNotObtainedException>(
            () => database.Runner(revisions, impatient).UpgradeAsync("+1", cancellationToken: Stop));
    }

    /// <param name="database">The database.</param>
    /// <param name="revisions">The history.</param>
    /// <param name="exit">The exit code; null for any that is no failure of a statement.</param>
    /// <param name="arguments">The command line.</param>
    private static async Task RunAsync(PostgresTestDatabase database, RevisionSet revisions, int? exit, params string[] arguments)
    {
        var letta = await InProcess.RunAsync(database, revisions, model: null, [.. arguments, "--verbose"]);

        Assert.True(exit is null ? letta.Exit is not 1 : letta.Exit == exit, $"{string.Join(' ', arguments)} → {letta}");
    }

    private static async Task<PostgresTestDatabase> CreateAsync(OwnPostgres server, string name)
    {
        await server.Database.ExecuteAsync($"create database {name}");
        var database
            = new PostgresTestDatabase(new NpgsqlConnectionStringBuilder(server.Database.Settings.ConnectionString) { Database = name });
        await database.ExecuteAsync("create extension vector");
        return database;
    }

    [GeneratedRegex(@":(funcid|opfuncid|aggfnoid|winfnoid) (?<oid>\d+)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Resolved();
}
