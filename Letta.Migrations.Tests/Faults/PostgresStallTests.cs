using System.Collections.Concurrent;
using System.Globalization;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Faults;

/// <summary>
/// A connection stalls at a request: it never reaches the server, or its answer never comes back. Whatever the request was, the command
/// ends, says what is true, and does the rest when it is run again.
/// </summary>
public sealed class PostgresStallTests(PostgresEngine engine)
{
    /// <summary>How many runs go on at a time: nearly all of their time is waiting.</summary>
    private const int AtOnce = 8;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Cost", "sweep")]
    [InlineData("stepwise", 6)]
    [InlineData("backfill", 22)]
    public Task A_stall_at_some_requests_ends_with_a_true_sentence(string what, int stride) => SweepAsync(what, stride);

    /// <summary>
    /// The server answers, and keeps the session of the batch in its transaction, with the locks of its rows: whoever stands between
    /// holds the connection open. The batch is done again all the same, and at once.
    /// </summary>
    [Theory]
    [InlineData("backfill")]
    [InlineData("backfill run")]
    public async Task A_batch_whose_answer_is_withheld_is_done_again(string what)
    {
        var (revisions, command) = Scenario(what);
        await using var database = await PrepareAsync(what, revisions);
        var updates = 0; // The first is tried out on no row.

        var (letta, stalled) = await Stalled.CheckAsync(
            database,
            revisions,
            command,
            (_, request) => request.IndexOf("items.value * 2"u8) >= 0 && Interlocked.Increment(ref updates) == 2,
            serverGetsIt: true);

        Assert.True(stalled);
        Assert.True(letta.Exit == 0, letta.Out + letta.Error);
        Assert.Equal(20, await database.ScalarAsync<int>("select count(*) from items where doubled = value * 2 and changed = 1"));
    }

    /// <summary>
    /// A server whose answer does not arrive refuses nothing of the model, and an answer that is missing is not taken for one.
    /// </summary>
    [Fact]
    public async Task A_comparison_with_the_model_whose_answer_is_withheld_ends_with_exit_4()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAtAsync(LettaMigrations.Revisions.All.Count);

        var (letta, stalled) = await Stalled.CheckAsync(
            database,
            LettaMigrations.Revisions,
            ["check"],
            (_, request) => request.IndexOf("CREATE TABLE \"letta_migration_shadow_"u8) >= 0,
            serverGetsIt: true);

        Assert.True(stalled);
        Assert.Equal((4, ""), (letta.Exit, letta.Out));
    }

    /// <summary>
    /// Every so many-th request of every command; every one, which takes an hour, where somebody asks for it, and one where it failed
    /// ("stepwise:18"): <c>LETTA_TEST_STALLS=all dotnet test Letta.Migrations.Tests --filter Name~A_stall_at_any_request</c>.
    /// </summary>
    [Theory]
    [Trait("Cost", "sweep")]
    [InlineData("current", 1)]
    [InlineData("ready", 97)]
    [InlineData("wait", 1)]
    [InlineData("stamp", 13)]
    [InlineData("reset", 13)]
    [InlineData("adopted", 13)]
    [InlineData("bootstrap", 13)]
    [InlineData("downgrade", 17)]
    [InlineData("backfill run", 17)]
    [InlineData("backfill", 17)]
    [InlineData("stepwise", 17)]
    public Task A_stall_at_any_request_ends_with_a_true_sentence(string what, int stride)
        => Environment.GetEnvironmentVariable("LETTA_TEST_STALLS")?.Split(':') switch
        {
            null => SweepAsync(what, stride),
            ["all"] => SweepAsync(what, stride: 1),
            [var chosen] => chosen == what ? SweepAsync(what, stride: 1) : Task.CompletedTask,
            [var chosen, var number] => chosen == what
                ? SweepAsync(what, stride: 1, only: int.Parse(number, CultureInfo.InvariantCulture))
                : Task.CompletedTask,
            _ => throw new InvalidOperationException(
                "LETTA_TEST_STALLS is all, a case, or a case and the number of a request: stepwise:18"),
        };

    /// <summary>Everything stalls, as behind a firewall that forgot the connections: nobody can be asked any more.</summary>
    [Theory]
    [Trait("Cost", "sweep")]
    [InlineData("stepwise", 9)]
    [InlineData("bootstrap", 9)]
    public Task A_network_that_swallows_everything_ends_a_run_as_well(string what, int stride) => SweepAsync(what, stride, stallsAll: true);

    private async Task SweepAsync(string what, int stride, bool stallsAll = false, int? only = null)
    {
        var (revisions, command) = Scenario(what);
        await using var undisturbed = await PrepareAsync(what, revisions);
        var requests = await Stalled.CountAsync(undisturbed, revisions, command);
        var points = from number in Enumerable.Range(1, requests)
                     where only is null ? number % stride == 0 : number == only
                     from serverGetsIt in (bool[])[true, false]
                     select (number, serverGetsIt);
        var (codes, stalls, failed) = (new int[5], 0, new ConcurrentQueue<string>());

        await Parallel.ForEachAsync(points, new ParallelOptions
        {
            MaxDegreeOfParallelism = AtOnce,
            CancellationToken = Stop
        }, async (point, _) =>
        {
            await using var database = await PrepareAsync(what, revisions);
            try
            {
                var (letta, stalled) = await Stalled.CheckAsync(
                    database, revisions, command, (number, _) => number == point.number, point.serverGetsIt, stallsAll);
                Interlocked.Increment(ref codes[letta.Exit]);
                if (stalled)
                    Interlocked.Increment(ref stalls);
            }
            catch (Exception e) when (!Stop.IsCancellationRequested)
            {
                failed.Enqueue($"{what}:{point.number} of {requests}, {(point.serverGetsIt ? "answer" : "request")} withheld: {e.Message}");
            }
        });

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{what}: {requests} requests, {stalls} stalls; {codes[0]} runs got to their end, {codes[4]} ended with 4, {failed.Count} "
                + $"failed");
        Assert.True(failed.IsEmpty, string.Join("\n\n", failed));
        Assert.True(stalls > 0, "no connection stalled");
    }

    private static (RevisionSet Revisions, string[] Command) Scenario(string what) => what switch
    {
        "stepwise" => (TestHistory.Named("halfdone"), ["upgrade"]),
        "backfill" => (TestHistory.Named("filling"), ["upgrade"]),
        "bootstrap" => (TestHistory.Named("good"), ["upgrade"]),
        "downgrade" => (TestHistory.Named("halfdone"), ["downgrade", "base"]),
        "stamp" => (TestHistory.Named("good"), ["stamp", "head"]),
        "reset" => (TestHistory.Named("good"), ["reset", "--yes"]),
        "adopted" => (TestHistory.Named("good"), ["adopt"]),
        "backfill run" => (TestHistory.Named("filling-due"), ["backfill", "run"]),
        "wait" => (TestHistory.Named("good"), ["wait", "--timeout", "4s"]),
        "current" => (TestHistory.Named("good"), ["current"]),
        "ready" => (LettaMigrations.Revisions, ["ready"]), // Of which the model is.
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "There is no such scenario."),
    };

    private async Task<PostgresTestDatabase> PrepareAsync(string what, RevisionSet revisions)
    {
        var database = (PostgresTestDatabase)await (what switch
        {
            "stepwise" => engine.CreateInUseAsync(),
            "ready" => engine.CreateAtAsync(revisions.All.Count),
            _ => engine.CreateAsync(),
        });
        var runner = database.Runner(revisions);
        switch (what)
        {
            case "backfill":
                await runner.UpgradeAsync("+1", cancellationToken: Stop);
                await database.ExecuteAsync("insert into items (id, value) select i, i from generate_series(1, 20) i");
                break;
            case "backfill run":
                await runner.UpgradeAsync("+1", cancellationToken: Stop);
                await database.ExecuteAsync("insert into items (id, value) select i, i from generate_series(1, 20) i");
                await runner.UpgradeAsync(cancellationToken: Stop);
                break;
            case "stamp": // The schema of head, recorded as that of the first.
                await runner.UpgradeAsync(cancellationToken: Stop);
                await database.ExecuteAsync($"""delete from "VersionInfo" where "Version" > {revisions.All[0].Version}""");
                break;
            case "adopted": // What Alembic would have left.
                await runner.UpgradeAsync(cancellationToken: Stop);
                await database.ExecuteAsync("""
                    drop table "VersionInfo", letta_migration_ledger, letta_migration_step, letta_migration_backfill, letta_migration_backfill_range,
                      letta_migration_backfill_row
                    """);
                break;
            case "downgrade" or "reset" or "wait" or "current":
                await runner.UpgradeAsync(cancellationToken: Stop);
                break;
        }

        return database;
    }
}
