using Letta.Migrations.Backfills;
using Letta.Migrations.Backfills.Encryption;
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Running;

/// <summary>
/// Finishes what revisions put off, while applications use the database: read, lock, read again, then every backfill in batches of one short
/// transaction each, and verify. What is done is told by the rows themselves, so whoever comes after a kill goes on from there.
/// </summary>
internal sealed class BackfillRun(
    IDatabaseEngine engine,
    DatabaseTarget target,
    MigrationOptions options,
    MigrationRun run,
    IProgress<MigrationProgress>? progress,
    ILogger logger,
    TimeProvider time)
{
    /// <summary>Walks through a table whose rows somebody writes as fast as they are encrypted, before a person is asked.</summary>
    private const int MostWalks = 10;

    /// <param name="name">The one to run, due or not; null for all that are due.</param>
    /// <param name="cancellationToken">Finishes the batch, and stops.</param>
    public async Task<BackfillResult> ExecuteAsync(string? name, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        try
        {
            var (standing, all) = await ReadAsync(cancellationToken);
            var done = new List<BackfillDone>();
            if (Chosen(all, name).Count > 0)
            {
                run.RefuseReadOnly(standing.State);
                await using var held = await run.LockAsync(cancellationToken);
                (standing, all) = await ReadAsync(cancellationToken);
                using var encryption = options.EncryptionKey is { } key ? new EncryptValues(key) : null;
                foreach (var chosen in Chosen(all, name))
                    done.Add(await CarryOutAsync(chosen, encryption, standing, held, cancellationToken));
                all = await VerifyAsync(done, cancellationToken);
            }

            return new BackfillResult(done, [.. all.Where(b => b.State == BackfillState.Optional)], time.GetElapsedTime(begun));
        }
        catch (MigrationException e)
        {
            Log.Failed(logger, target, e.Code, e.What);
            throw;
        }
    }

    /// <summary>Where the database and its backfills stand.</summary>
    public async Task<(Standing Standing, IReadOnlyList<BackfillStatus> All)> ReadAsync(CancellationToken cancellationToken)
    {
        var standing = (await run.ReadAsync(cancellationToken)).Checked(options.AllowNewer);
        return (standing, await run.PatientlyAsync(token => BackfillReader.ReadAsync(engine, standing, token), cancellationToken));
    }

    private List<BackfillStatus> Chosen(IReadOnlyList<BackfillStatus> all, string? name)
    {
        var named = all.Where(b => b.Name == name).ToList();
        if (name is not null && named.Count == 0)
        {
            throw new ConfigurationException(
                $"There is no backfill \"{name}\" among the revisions that are applied to {target}.", "List them with: letta backfill list");
        }

        var chosen = name is null
            ? all.Where(b => b.State == BackfillState.Due).ToList()
            : [.. named.Where(b => b.State != BackfillState.Done)];
        if (options.EncryptionKey is null && chosen.Find(b => b.Waiting > 0) is { } first)
            throw NoKey(first.Table, first.Waiting);

        return chosen;
    }

    private async Task<BackfillDone> CarryOutAsync(
        BackfillStatus status, EncryptValues? encryption, Standing standing, IMigrationLock held, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var batches = new BackfillBatches(status.Backfill, (column, value) => (encryption ?? throw NoKey(status.Table, 1)).Make(column, value));
        var transactions = new BackfillTransactions(
            engine,
            held,
            status,
            options,
            standing.State.Position,
            token => run.PatientlyAsync(open => engine.OpenSessionAsync(held, open), token),
            time);
        await using (transactions)
        {
            Log.BackfillBegins(logger, target, status.Name, status.Waiting);
            if (status.State != BackfillState.Due)
                await transactions.RunAsync(p => PutOff(status, p), cancellationToken);
            var rows = 0L;
            for (var walk = 1; ; walk++)
            {
                batches.Rewind();
                while (await transactions.RunAsync(p => Next(status, batches, p), cancellationToken, batches.Rewind) is > 0 and var some)
                {
                    rows += some;
                    progress?.Report(new MigrationProgress.Backfilled(status.Name, some));
                    cancellationToken.ThrowIfCancellationRequested();
                }

                if (await transactions.RunAsync(p => FinishIfNoneWaits(status, p), cancellationToken) == 0)
                    break;
                if (walk == MostWalks)
                    throw StillComing(status);
            }

            Log.BackfillDone(logger, target, status.Name, rows);
            return new BackfillDone(status.Name, rows, time.GetElapsedTime(begun));
        }
    }

    private long PutOff(BackfillStatus status, RevisionProcessor processor)
    {
        new BackfillLedger(processor).PutOff(status.Name, status.Revision.Version, time.GetUtcNow());
        return 0;
    }

    private long Next(BackfillStatus status, BackfillBatches batches, RevisionProcessor processor)
    {
        var rows = batches.Next(processor);
        if (rows > 0)
            new BackfillLedger(processor).Advance(status.Name, rows, time.GetUtcNow());
        return rows;
    }

    private long FinishIfNoneWaits(BackfillStatus status, RevisionProcessor processor)
    {
        var waiting = BackfillBatches.CountWaiting(status.Backfill, processor);
        if (waiting == 0)
            new BackfillLedger(processor).Finish(status.Name, time.GetUtcNow());
        return waiting;
    }

    /// <summary>Exit code 0 means this: another connection found no row that waits.</summary>
    private async Task<IReadOnlyList<BackfillStatus>> VerifyAsync(List<BackfillDone> done, CancellationToken cancellationToken)
    {
        var (_, all) = await ReadAsync(cancellationToken);
        return all.FirstOrDefault(b => done.Any(d => d.Name == b.Name) && b.State != BackfillState.Done) is { } again ? throw StillComing(again) : all;
    }

    private static ConfigurationException NoKey(string table, long rows)
        => new(
            $"{MigrationOptionsReader.KeyName} is not set, and {rows} {(rows == 1 ? "row" : "rows")} of \"{table}\" {(rows == 1 ? "waits" : "wait")} to be encrypted.",
            $"Set it, or {MigrationOptionsReader.KeyName}_FILE, to the key that Letta is started with, then run the same command again.");

    private static NeedsHumanException StillComing(BackfillStatus status)
        => new(
            $"Rows of \"{status.Table}\" that wait for \"{status.Name}\" keep coming: somebody writes them as fast as they are encrypted.",
            $"Start every Letta server on this database with {MigrationOptionsReader.KeyName}, or stop those without it, then run the same command again.");
}
