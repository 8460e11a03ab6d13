using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>
/// Carries out one transaction after the other, each whole or not at all. A session in which something failed is thrown away: a connection
/// that is opened again has lost its limits and perhaps the fence.
/// </summary>
/// <param name="context">What the run works with.</param>
/// <param name="held">The lock, taken.</param>
/// <param name="readPosition">Reads where the database is on another connection.</param>
internal sealed class TransactionExecutor(
    RunContext context, IMigrationLock held, Func<CancellationToken, Task<AppliedPosition>> readPosition) : IAsyncDisposable
{
    private readonly EncryptValues? _encryption = EncryptValues.For(context.Target.Product, context.Options.EncryptionKey);
    private IRevisionSession? _session;

    /// <summary>The session that the next transaction is carried out on.</summary>
    public async Task<IRevisionSession> SessionAsync(CancellationToken cancellationToken)
        => _session ??= await context.RetryTransientAsync(open => context.Engine.OpenSessionAsync(held, open), cancellationToken);

    /// <summary>
    /// Tries a transaction until it is committed; a lock timeout is waited out within the budget, and the transaction begun again, whole.
    /// </summary>
    public async Task CommitAsync(RevisionTransaction transaction, CancellationToken cancellationToken)
    {
        var begun = context.Time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            var committing = false;
            CancellableSession? work = null;
            IRevisionSession? session = null;
            try
            {
                session = await SessionAsync(cancellationToken);
                work = new CancellableSession(session, transaction.Unit.Revision, held, context, cancellationToken);
                await work.RunAsync(s =>
                {
                    s.Processor.AcceptLoss = context.Options.AcceptLoss;
                    s.Processor.Encryption = _encryption;
                    s.Processor.ResolveOrphans = context.Options.ResolveOrphans && transaction.Unit.Kind != PlanKind.Down;
                    s.Processor.ResolvesFor = transaction.Unit.Revision.Version;
                    s.Processor.Resolved.Clear();
                    s.Begin(transaction.From, transaction.Transactional);
                });
                await transaction.CarryOutAsync(work);
                await held.EnsureHeldAsync(cancellationToken);
                committing = true;
                await work.CommitAsync();
                return;
            }
            catch (Exception e)
            {
                var revision = work?.Revision ?? transaction.Unit.Revision;
                // Before another connection is opened: what an error means is remembered until then.
                var translated = Translate(transaction, revision, e);
                if (work is { Abandoned: true })
                    _session = null;
                await DiscardSessionAsync();
                if (committing && await WasCommittedAsync(session!, transaction, e, cancellationToken))
                    return;

                cancellationToken.ThrowIfCancellationRequested();
                if (!context.Errors.IsLockTimeout(e))
                    throw translated;
                await DelayRetryAsync(revision, attempt, begun, transaction.Left, e, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Looks at rows before the first transaction. What it finds is for the caller to judge: a look itself refuses nothing.
    /// </summary>
    /// <param name="first">The revision that an error belongs to.</param>
    /// <param name="look">Asks; it may be stopped at any statement.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<T> LookAsync<T>(RevisionInfo first, Func<RevisionProcessor, T> look, CancellationToken cancellationToken)
    {
        var begun = context.Time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            CancellableSession? work = null;
            try
            {
                var answer = default(T)!;
                work = new CancellableSession(await SessionAsync(cancellationToken), first, held, context, cancellationToken);
                await work.RunAsync(session =>
                {
                    session.Processor.AcceptLoss = context.Options.AcceptLoss;
                    answer = session.Look(look);
                });
                return answer;
            }
            catch (Exception e)
            {
                var translated = context.Errors.TranslateError(e);
                if (work is { Abandoned: true })
                    _session = null;
                await DiscardSessionAsync();
                cancellationToken.ThrowIfCancellationRequested();
                if (!context.Errors.IsLockTimeout(e))
                    throw translated ?? LookFailed(e);
                await DelayRetryAsync(first, attempt, begun, "nothing was applied", e, cancellationToken);
            }
        }
    }

    private RevisionFailedException LookFailed(Exception error)
    {
        var root = ExceptionChain.Find<StatementFailedException>(error)?.InnerException ?? error;
        return new RevisionFailedException(
            $"The rows that the revisions have conditions on could not be looked at: {context.Errors.Describe(root).TrimEnd('.')}.",
            "Run the same command again.",
            error);
    }

    /// <summary>Waits before what hit the lock timeout is tried again, as long as the budget lasts.</summary>
    private async Task DelayRetryAsync(
        RevisionInfo revision, int attempt, long begun, string left, Exception last, CancellationToken cancellationToken)
    {
        if (context.Time.GetElapsedTime(begun) >= context.Options.LockRetryBudget)
            throw context.Errors.LockTimeoutExhausted(revision.Id, held.Blocker, context.Options.LockRetryBudget, left, last);

        var delay = Backoff.Next(attempt);
        context.Progress?.Report(new MigrationProgress.Retrying(revision, attempt, held.Blocker, delay));
        Log.Retrying(context.Logger, revision.Version, attempt, held.Blocker ?? "unknown", (long)delay.TotalMilliseconds);
        await Task.Delay(delay, context.Time, cancellationToken);
    }

    /// <summary>What an error is to a user.</summary>
    public MigrationException Translate(RevisionTransaction transaction, RevisionInfo revision, Exception error)
    {
        var translated = context.Errors.TranslateError(error) ?? Failed(transaction, revision, error);
        translated.At = transaction.Unit.At;
        return translated;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseSessionAsync();
        _encryption?.Dispose();
    }

    /// <summary>
    /// Whether a commit took place whose answer is missing: what became of the transaction, and then what is recorded. A run that is to
    /// stop has little time to find out.
    /// </summary>
    /// <exception cref="CommitUnknownException">Nobody could be asked.</exception>
    private async Task<bool> WasCommittedAsync(
        IRevisionSession session, RevisionTransaction transaction, Exception error, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(
            cancellationToken.IsCancellationRequested || context.Options.Wait < context.Options.Limits.LookUp
                ? context.Options.Limits.LookUp
                : context.Options.Wait,
            context.Time);
        using var stop = cancellationToken.Register(() => limit.CancelAfter(context.Options.Limits.LookUp));
        try
        {
            var committed = await session.CommittedAsync(limit.Token);
            if (committed == false)
                return false;

            var position = await readPosition(limit.Token);
            if (position == transaction.From)
                return false;
            if (committed == true || position == transaction.To)
            {
                Log.CommitWasAmbiguous(context.Logger, transaction.Unit.Revision.Version);
                return true;
            }
        }
        catch (Exception e) when (limit.IsCancellationRequested || context.Errors.TranslateError(e) is not null)
        {
            // Nobody answers.
        }

        throw CommitUnknownException.For(transaction.Subject, context.Target, context.Target.Product.CommandName, error, cancellationToken);
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

    private RevisionFailedException Failed(RevisionTransaction transaction, RevisionInfo revision, Exception error)
    {
        var statement = ExceptionChain.Find<StatementFailedException>(error);
        var root = statement?.InnerException ?? error;
        var next = statement is null ? "" : $"statement  {ControlCharacters.EscapeStatement(statement.Sql.Trim())}\n";
        return new RevisionFailedException(
            $"Revision {revision.Id} ({revision.Name}) failed: {context.Errors.Describe(root).TrimEnd('.')}.",
            $"file       {SourceFile.Locate(revision)}\n{MessageText.FromString(next)}"
            + $"then       fix the data it stumbled over, or the revision if it was never released, then run the same command "
            + $"again; {transaction.Left}.",
            error);
    }
}
