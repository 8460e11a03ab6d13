using Letta.Migrations.Errors;
using Letta.Migrations.Running.Checksums;

namespace Letta.Migrations.Running;

/// <summary>
/// Looks at a database again and again until somebody else has brought it to head. What may still come is waited for, a database or a
/// schema that does not exist yet included; what no waiting fixes is reported at once.
/// </summary>
internal sealed class HeadWait(RunContext context, RevisionSet revisions)
{
    /// <summary>
    /// The delays grow up to that of this attempt: about a second, since a look is one short query and an application waits.
    /// </summary>
    private const int SlowestAttempt = 3;

    private readonly RevisionChecksums _checksums = new(context.Target);
    private string? _doubt;
    private bool _reported;

    public async Task<DatabaseStatus> ExecuteAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var begun = context.Time.GetTimestamp();
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var (status, missing) = await LookAsync(timeout, cancellationToken);
                if (missing is null)
                {
                    Log.Verified(context.Logger, context.Target, status!.Head?.Id ?? "base", 0);
                    return status;
                }

                var waited = context.Time.GetElapsedTime(begun);
                if (waited >= timeout)
                    throw missing;

                Tell(status, missing, waited);
                var delay = Backoff.Next(Math.Min(attempt, SlowestAttempt));
                await Task.Delay(delay < timeout - waited ? delay : timeout - waited, context.Time, cancellationToken);
            }
        }
        catch (MigrationException e)
        {
            Log.Failed(context.Logger, context.Target, e.Code, e.What);
            throw;
        }
    }

    /// <summary>One look: where the database is, if it could be read, and why that is not enough; null if it is.</summary>
    private async Task<(DatabaseStatus? Status, MigrationException? Missing)> LookAsync(
        TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            var historyState
                = HistoryState.Create(context.Target, revisions, await context.Engine.ReadStateAsync(cancellationToken), _checksums);
            var missing = Missing(historyState, timeout);
            _doubt = null;
            return (historyState.Status, missing);
        }
        catch (UnexpectedDatabaseException e) when (IsFirst(e))
        {
            return (null, e);
        }
        catch (PrerequisiteMissingException e)
        {
            return (null, e);
        }
        catch (Exception e) when (e is not OperationCanceledException and not MigrationException)
        {
            cancellationToken.ThrowIfCancellationRequested(); // However the driver words it, a stop is a stop.
            var translated = context.Errors.TranslateError(e);
            if (translated is PrerequisiteMissingException || (translated is not null && context.Errors.IsTransient(e)))
                return (null, translated);
            if (translated is not null)
                throw translated;
            if (IsFirst(e))
                return (
                    null,
                    new DatabaseUnreachableException(
                        $"{context.Target} could not be read while others change it: {e.GetType().Name}.",
                        "Run the same command again."));
            throw;
        }
    }

    /// <summary>Why the database is not at head yet; null if it is.</summary>
    /// <exception cref="UnexpectedDatabaseException">Waiting does not fix it.</exception>
    private UnexpectedDatabaseException? Missing(HistoryState historyState, TimeSpan timeout)
    {
        var status = historyState.Status;
        if (!status.IsRecorded) // It is nobody's yet: to be filled, or adopted.
            return Assessment.Assess(historyState, context.Options.AllowNewer);
        if (historyState.State.HasVersionTable)
        {
            historyState.Validate(context.Options.AllowNewer);
            if (historyState.IsAtHead)
            {
                EditedRevisions.Refuse(historyState, idle: true);
                return null;
            }
        }

        var within = timeout == TimeSpan.Zero ? "." : $", and nobody brought it there within {timeout.TotalSeconds:0.#} s.";
        return new UnexpectedDatabaseException(
            historyState is { Unfinished: [var unfinished, ..], Status: { Pending.Count: 0, InProgress: null } }
                ? $"{context.Target} is at head {status.Head?.Id ?? "base"}, but its backfill \"{unfinished.Name}\" is not "
                    + $"done{(timeout == TimeSpan.Zero ? "." : $", and nobody did it within {timeout.TotalSeconds:0.#} s.")}"
                : $"{context.Target} "
                    + $"is {(status.InProgress is { } begun ? $"in the middle of revision {begun.Id}" : $"at {status.Current?.Id ?? "base"}")}, not at head {status.Head?.Id ?? "base"}{within}",
            $"Look at the migrator, or start it: {context.Target.Product.CommandName} upgrade head. If it only needs longer, wait "
                + $"longer: --timeout 30m");
    }

    /// <summary>
    /// A look is several queries: what a migrator commits in between makes a picture that never was. So it is believed when seen twice.
    /// </summary>
    private bool IsFirst(Exception e)
    {
        var first = !string.Equals(_doubt, e.Message, StringComparison.Ordinal);
        _doubt = e.Message;
        return first;
    }

    private void Tell(DatabaseStatus? status, MigrationException missing, TimeSpan waited)
    {
        context.Progress?.Report(
            status is null
                ? new MigrationProgress.WaitingForDatabase(missing.What, waited)
                : new MigrationProgress.WaitingForHead(status, waited));
        if (_reported)
            return;
        _reported = true;
        if (status is null)
            Log.WaitingForDatabase(context.Logger, context.Target, missing.What);
        else
            Log.WaitingForHead(context.Logger, context.Target, status.Current?.Id ?? "base", status.Pending.Count);
    }
}
