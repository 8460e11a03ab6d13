using System.Data.Common;
using Letta.Migrations.Backfills.Encryption;
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Running;

/// <summary>
/// Applies a plan, one unit at a time, each whole or not at all. A session in which something failed is thrown away: a connection that is
/// opened again has lost its limits and perhaps the fence.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="held">The lock, taken.</param>
/// <param name="adoption">What an adoption compares with; null for any other plan.</param>
/// <param name="options">How patient to be.</param>
/// <param name="openSession">Opens a session, waiting for the database if need be.</param>
/// <param name="readVersions">Reads the applied versions on another connection.</param>
/// <param name="progress">Is told what happens.</param>
/// <param name="logger">Is told what happens.</param>
/// <param name="time">The clock.</param>
internal sealed class RevisionApplier(
    IDatabaseEngine engine,
    IMigrationLock held,
    Adoption? adoption,
    MigrationOptions options,
    Func<CancellationToken, Task<IRevisionSession>> openSession,
    Func<CancellationToken, Task<IReadOnlyList<long>>> readVersions,
    IProgress<MigrationProgress>? progress,
    ILogger logger,
    TimeProvider time) : IAsyncDisposable
{
    private readonly EncryptValues? _encryption = options.EncryptionKey is { } key ? new EncryptValues(key) : null;
    private readonly RevisionBackfills _backfills = new(logger, time);
    private IRevisionSession? _session;
    private IReadOnlyList<Loss> _losses = [];

    /// <summary>The backfills that the applied revisions put off.</summary>
    public IReadOnlyList<DueBackfill> Due => _backfills.Due;

    /// <summary>Applies every unit of the plan; what was committed is added to <paramref name="applied"/> as it happens.</summary>
    public async Task ApplyAsync(Plan plan, List<AppliedRevision> applied, CancellationToken cancellationToken)
    {
        await PreflightAsync(plan, cancellationToken);
        foreach (var unit in ApplyUnit.Of(plan))
        {
            progress?.Report(new MigrationProgress.Started(unit.Revision, applied.Count + 1, plan.Steps.Count));
            Log.Started(logger, unit.Revision.Version, unit.Revision.AlembicId, unit.Revision.Name);
            var duration = await ApplyAsync(unit, cancellationToken);
            foreach (var revision in unit.Revisions)
            {
                applied.Add(new AppliedRevision(revision, duration) { Losses = LossesOf(unit, revision) });
                progress?.Report(new MigrationProgress.Finished(revision, applied.Count, plan.Steps.Count, duration));
                Log.Finished(logger, revision.Version, revision.AlembicId, revision.Name, (long)duration.TotalMilliseconds);
                if (revision == unit.Revisions[^1])
                    TellLosses(revision);
            }

            _backfills.Tell(unit.Revision);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseSessionAsync();
        _encryption?.Dispose();
    }

    /// <summary>Nothing is begun that a missing permission would stop in the middle of the history.</summary>
    private async Task PreflightAsync(Plan plan, CancellationToken cancellationToken)
    {
        _session ??= await openSession(cancellationToken);
        var steps = plan.Direction == Direction.Up ? plan.Steps.SelectMany(r => RevisionSteps.Collect(r, plan.Direction, _session)) : [];
        try
        {
            _session.Preflight(steps);
        }
        catch (DbException e)
        {
            throw engine.Explain(e) ?? Failed(plan.Steps[0], e);
        }
    }

    /// <summary>Tries a unit until it is committed; a lock timeout is waited out within the budget, and the unit begun again, whole.</summary>
    private async Task<TimeSpan> ApplyAsync(ApplyUnit unit, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            var committing = false;
            try
            {
                _session ??= await openSession(cancellationToken);
                await CarryOutAsync(unit, cancellationToken);
                await held.EnsureHeldAsync(cancellationToken);
                committing = true;
                await Task.Run(_session.Commit, CancellationToken.None);
                return time.GetElapsedTime(begun);
            }
            catch (Exception e)
            {
                await DiscardSessionAsync();
                cancellationToken.ThrowIfCancellationRequested();
                if (committing && await WasCommittedAsync(unit, cancellationToken))
                    return time.GetElapsedTime(begun);
                if (!engine.IsLockTimeout(e))
                    throw Told(unit, e);
                if (time.GetElapsedTime(begun) >= options.LockRetryBudget)
                    throw engine.LockTimeoutExhausted(unit.Revision.Id, held.Blocker, options.LockRetryBudget, e);

                var delay = Backoff.Next(attempt);
                progress?.Report(new MigrationProgress.Retrying(unit.Revision, attempt, held.Blocker, delay));
                Log.Retrying(logger, unit.Revision.Version, attempt, held.Blocker ?? "unknown", (long)delay.TotalMilliseconds);
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }

    /// <summary>Begins, carries out and records a unit; everything but the commit. FluentMigrator is synchronous, so it has a thread of its own.</summary>
    private async Task CarryOutAsync(ApplyUnit unit, CancellationToken cancellationToken)
    {
        var session = _session!;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost);
        session.Processor.Stopping = stop.Token;
        session.Processor.Encryption = _encryption;
        var work = Task.Run(() => CarryOut(unit, session), CancellationToken.None);
        try
        {
            await work.WaitAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await StopAsync(session, work);
            if (!cancellationToken.IsCancellationRequested)
                await held.EnsureHeldAsync(CancellationToken.None); // Throws: it was lost.
            throw;
        }
    }

    private void CarryOut(ApplyUnit unit, IRevisionSession session)
    {
        var startedAt = time.GetUtcNow();
        var begun = time.GetTimestamp();
        session.Processor.AcceptLoss = options.AcceptLoss;
        session.Processor.TakeLosses();
        session.Begin(unit.VersionsBefore, unit.Transactional);
        if (unit.Direction == Direction.Adopt)
        {
            adoption!.CarryOut(session, startedAt);
        }
        else if (unit.Direction != Direction.Stamp)
        {
            foreach (var step in RevisionSteps.Collect(unit.Revision, unit.Direction, session))
                step.ExecuteWith(session.Processor);
            session.Finish();
        }

        _losses = session.Processor.TakeLosses();

        foreach (var revision in unit.Revisions)
        {
            session.Record(new LedgerEntry(
                revision.Version,
                revision.AlembicId,
                revision.Name,
                adoption is not null && revision.Number > adoption.At.Number ? "up" : Word(unit.Direction),
                startedAt,
                unit.Direction is Direction.Up or Direction.Down ? time.GetElapsedTime(begun) : null,
                unit.After.Contains(revision),
                Standing.AlembicHead(unit.After))
            {
                Losses = LossesOf(unit, revision),
            });
        }

        _backfills.Record(unit, session.Processor);
    }

    /// <summary>Nothing is lost by recording; where an adoption finishes a revision that Alembic began, that is the last one.</summary>
    private IReadOnlyList<Loss> LossesOf(ApplyUnit unit, RevisionInfo revision) => revision == unit.Revisions[^1] ? _losses : [];

    /// <summary>Only what is committed is lost.</summary>
    private void TellLosses(RevisionInfo revision)
    {
        foreach (var loss in _losses)
        {
            progress?.Report(new MigrationProgress.Lost(revision, loss));
            Log.Lost(logger, revision.Version, loss.What, loss.Rows, loss.Table);
        }
    }

    private static string Word(Direction direction) => direction switch
    {
        Direction.Up => "up",
        Direction.Down => "down",
        Direction.Adopt => "adopt",
        _ => "stamp",
    };

    /// <summary>
    /// Stops the statement that is running. One cancellation may fall between two statements, so it is repeated; a revision that does not
    /// listen (its own code in Execute.WithConnection) is abandoned in time for the process to end within its grace period.
    /// </summary>
    private async Task StopAsync(IRevisionSession session, Task work)
    {
        var patience = TimeSpan.FromSeconds(3);
        var begun = time.GetTimestamp();
        while (!work.IsCompleted && time.GetElapsedTime(begun) < patience)
        {
            try
            {
                await session.CancelAsync().WaitAsync(TimeSpan.FromSeconds(1), time);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.CancelFailed(logger, e.GetType().Name); // The server notices by itself that this process is gone.
            }

            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(250), time));
        }

        if (!work.IsCompleted)
            _session = null; // Still in use by the thread that does not listen; the process is about to end.
    }

    /// <summary>A connection that dies during COMMIT does not tell whether the server committed; the version table does.</summary>
    private async Task<bool> WasCommittedAsync(ApplyUnit unit, CancellationToken cancellationToken)
    {
        var committed = (await readVersions(cancellationToken)).SequenceEqual(unit.VersionsAfter);
        if (committed)
            Log.CommitWasAmbiguous(logger, unit.Revision.Version);
        return committed;
    }

    private async Task DiscardSessionAsync()
    {
        _session?.Rollback();
        await CloseSessionAsync();
    }

    private async Task CloseSessionAsync()
    {
        if (_session is not null)
            await _session.DisposeAsync();
        _session = null;
    }

    private MigrationException Told(ApplyUnit unit, Exception error)
    {
        var told = engine.Explain(error) ?? Failed(unit.Revision, error);
        told.At = unit.Before.Count == 0 ? "base" : unit.Before[^1].Id;
        return told;
    }

    private static RevisionFailedException Failed(RevisionInfo revision, Exception error)
    {
        var statement = ExceptionChain.Find<StatementFailedException>(error);
        var root = statement?.InnerException ?? error;
        var next = statement is null ? "" : $"statement  {statement.Sql.Trim()}\n";
        var kept = revision.Transactional
            ? "then run the same command again"
            : "then run the same command again; it has no transaction, so what it had done stays and is not done twice";
        return new RevisionFailedException(
            $"Revision {revision.Id} ({revision.Name}) failed: {root.Message.TrimEnd('.')}.",
            $"file       {revision.Version}_{revision.Type.Name}.cs\n{next}then       mend the data it stumbled over, or the revision if it was never released, {kept}.",
            error);
    }
}
