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
        TestDatabase database,
        Backfill backfill,
        MigrationOptions? options = null,
        Action<MigrationProgress>? progress = null,
        Action? opening = null,
        CancellationToken cancellationToken = default)
    {
        backfill.Check();
        await AddAsync(database, backfill);
        return await WorkAsync(database, backfill, options, progress, opening, time: null, cancellationToken);
    }

    public static async Task AddAsync(TestDatabase database, Backfill backfill)
    {
        await using var connection = await Engine(database).OpenBackfillAsync(CancellationToken.None);
        connection.Begin();
        new BackfillLedger(connection).Record(new BackfillOutcome(backfill, BackfillMode.Online, Waiting: 0), 1, DateTimeOffset.UnixEpoch);
        connection.Commit();
    }

    public static async Task<long> WorkAsync(
        TestDatabase database,
        Backfill backfill,
        MigrationOptions? options = null,
        Action<MigrationProgress>? progress = null,
        Action? opening = null,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default)
    {
        var engine = Engine(database, options);
        var context = new RunContext(
            opening is null ? engine : OpeningEngine.Create(engine, opening),
            options ?? new MigrationOptions(),
            progress is null ? null : new InlineProgress(progress),
            NullLogger.Instance,
            time ?? TimeProvider.System);
        await using var worker = new BackfillWorker(context, backfill, encryption: null);
        return await worker.RunAsync(cancellationToken);
    }

    /// <summary>Tries the rows again that failed.</summary>
    public static Task<long> RetryAsync(TestDatabase database, Backfill backfill)
    {
        var engine = Engine(database);
        var context = new RunContext(engine, new MigrationOptions(), Progress: null, NullLogger.Instance, TimeProvider.System);
        return new BackfillRetry(context, backfill, encryption: null).RunAsync(CancellationToken.None);
    }

    public static IDatabaseEngine Engine(TestDatabase database, MigrationOptions? options = null)
        => DatabaseEngine.For(
            database.Target,
            new EngineOptions
            {
                LockTimeout = options?.LockTimeout ?? TimeSpan.FromSeconds(5),
                StatementTimeout = TimeSpan.FromHours(1),
            });
}
