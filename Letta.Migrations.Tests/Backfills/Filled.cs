using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>Runs a backfill that no revision declares, as a worker would: recorded as due, then to its end.</summary>
internal static class Filled
{
    public static async Task<long> RunAsync(
        TestDatabase database, Backfill backfill, MigrationOptions? options = null, Action<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        backfill.Check();
        await AddAsync(database, backfill);
        return await WorkAsync(database, backfill, options, progress, cancellationToken);
    }

    public static async Task AddAsync(TestDatabase database, Backfill backfill)
    {
        await using var connection = await Engine(database).OpenBackfillAsync(CancellationToken.None);
        connection.Begin();
        new BackfillLedger(connection).Add(new BackfillOutcome(backfill, BackfillMode.Online, Waiting: 0), 1, DateTimeOffset.UnixEpoch);
        connection.Commit();
    }

    public static async Task<long> WorkAsync(
        TestDatabase database, Backfill backfill, MigrationOptions? options = null, Action<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var engine = Engine(database);
        await using var worker = new BackfillWorker(
            engine,
            database.Target,
            options ?? new MigrationOptions(),
            backfill,
            encryption: null,
            engine.OpenBackfillAsync,
            progress is null ? null : new InlineProgress(progress),
            NullLogger.Instance,
            TimeProvider.System);
        return await worker.RunAsync(cancellationToken);
    }

    public static IDatabaseEngine Engine(TestDatabase database)
        => DatabaseEngine.For(database.Target, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), observer: null, TimeProvider.System);
}
