using System.Text.RegularExpressions;
using Letta.Migrations.Engines;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Host;
using Npgsql;

namespace Letta.Migrations.Tests.Faults;

/// <summary>
/// One command line over a connection that stalls: that it ends, that what it says is true, and that the same command then does the rest.
/// </summary>
internal static partial class Stalled
{
    /// <summary>No limit on a run, but a hang is red and does not take the test run with it.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    private static readonly ConnectionLimits Short = new()
    {
        Look = TimeSpan.FromMilliseconds(300),
        Heartbeat = TimeSpan.FromSeconds(2),
        Stop = TimeSpan.FromMilliseconds(500),
        LookUp = TimeSpan.FromSeconds(10),
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Runs a command undisturbed, and returns how many requests it sends.</summary>
    public static async Task<int> CountAsync(PostgresTestDatabase database, RevisionSet revisions, string[] command)
    {
        await using var proxy = Proxy(database, (_, _) => false);
        var letta = await RunAsync(database, proxy, revisions, command, patient: true);
        Assert.True(letta.Exit == 0, letta.Out + letta.Error);
        return proxy.Requests;
    }

    /// <summary>Runs it with a stall, holds what it says against the database, and runs it again without.</summary>
    /// <returns>What it did, and whether a connection stalled: on a busy machine it may be given up before.</returns>
    public static async Task<(CommandRun Letta, bool Stalled)> CheckAsync(
        PostgresTestDatabase database,
        RevisionSet revisions,
        string[] command,
        StallingProxy.StallsAt at,
        bool serverGetsIt,
        bool stallsAll = false)
    {
        var before = await VersionsAsync(database);
        CommandRun letta;
        bool stalled;
        await using (var proxy = Proxy(database, at, serverGetsIt, stallsAll))
        {
            letta = await RunAsync(database, proxy, revisions, command, patient: false).WaitAsync(Hang, Stop);
            stalled = proxy.Stalled.IsCompleted;
        }

        var after = await VersionsAsync(database);
        Assert.True(letta.Exit is 0 or 4, letta.Out + letta.Error);
        IsTrue(letta, before, after, revisions);

        await using var undisturbed = Proxy(database, (_, _) => false);
        var rerun = await RunAsync(database, undisturbed, revisions, command, patient: true);
        Assert.True(rerun.Exit == 0, $"{letta.Out}{letta.Error}\nthen\n{rerun.Out}{rerun.Error}");
        return (letta, stalled);
    }

    private static StallingProxy Proxy(
        PostgresTestDatabase database, StallingProxy.StallsAt at, bool serverGetsIt = false, bool stallsAll = false)
        => new(database.Settings.Host!, database.Settings.Port, at) { ServerGetsIt = serverGetsIt, StallsAll = stallsAll };

    private static Task<CommandRun> RunAsync(
        PostgresTestDatabase database, StallingProxy proxy, RevisionSet revisions, string[] command, bool patient)
    {
        var address = new NpgsqlConnectionStringBuilder(database.Settings.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port };
        if (!patient)
            (address.Timeout, address.CommandTimeout, address.CancellationTimeout) = (3, 3, 300);
        return InProcess.RunAsync(
            revisions,
            model: null,
            TimeProvider.System,
            patient ? ConnectionLimits.Default : Short,
            [.. command, "--wait", patient ? "1m" : "5s", "--lock-wait", patient ? "1m" : "20s", "--connection", address.ConnectionString]);
    }

    private static async Task<IReadOnlyList<long>> VersionsAsync(PostgresTestDatabase database)
        => await database.ScalarAsync<bool>("""select to_regclass('"VersionInfo"') is not null""")
            ? [.. (await database.RowsAsync("""select "Version" from "VersionInfo" order by 1""")).Select(long.Parse)]
            : [];

    /// <summary>Every sentence about the database, held against it.</summary>
    private static void IsTrue(CommandRun letta, IReadOnlyList<long> before, IReadOnlyList<long> after, RevisionSet revisions)
    {
        var said = letta.Out + letta.Error;
        if (said.Contains("It is unknown whether", StringComparison.Ordinal))
            return;

        var at = after.Count == 0 ? "base" : revisions.All.First(r => r.Version == after[^1]).Id;
        if (At().Match(said) is { Success: true } where)
            Assert.True(where.Groups["id"].Value == at, $"it is at {at}\n{said}");
        if (Moved().Match(said) is { Success: true } moved)
            Assert.True(
                int.Parse(moved.Groups["n"].Value) == Math.Abs(after.Count - before.Count),
                $"from {before.Count} to {after.Count}\n{said}");
        if (said.Contains("Nothing was changed", StringComparison.Ordinal)
            || said.Contains("Nothing was applied", StringComparison.Ordinal))
            Assert.True(before.SequenceEqual(after), $"from {before.Count} to {after.Count}\n{said}");
    }

    [GeneratedRegex(@"The database is at (?<id>\w+)\.", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex At();

    [GeneratedRegex(@"(?<n>\d+) revisions? (was|were) (applied|reverted)\.", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Moved();
}
