using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>
/// The short transactions of a backfill, one after the other. Where an application holds the rows for too long, or the database goes away
/// for a while, one is begun again on a new connection: whatever it is to do, it first reads where that stands.
/// </summary>
/// <param name="context">What the run works with.</param>
/// <param name="backfill">What is run.</param>
internal sealed class BackfillTransactions(RunContext context, Backfill backfill) : IAsyncDisposable
{
    private BackfillConnection? _connection;

    /// <summary>Does one piece of work and commits it. A stop is heeded between two of them, not within.</summary>
    /// <param name="work">The work, which may be done again.</param>
    /// <param name="cancellationToken">Stops before the work begins again.</param>
    /// <exception cref="StatementFailedException">A row led to it (<see cref="IDatabaseErrors.ClassifyRowError"/>).</exception>
    /// <exception cref="MigrationException">Anything else that went wrong.</exception>
    public async Task<T> RunAsync<T>(Func<IBackfillSession, T> work, CancellationToken cancellationToken)
    {
        var begun = context.Time.GetTimestamp();
        Exception? missing = null;
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = default(T);
            try
            {
                var connection = _connection ??= await context.RetryTransientAsync(context.Engine.OpenBackfillAsync, cancellationToken);
                await Task.Run(
                    () =>
                    {
                        connection.Begin();
                        result = work(connection);
                        connection.Commit();
                    },
                    CancellationToken.None);
                return result!;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                _connection?.Rollback();
                if (_connection is { Committing: true } commit)
                {
                    var committed = await WasCommittedAsync(commit);
                    await DisposeAsync();
                    if (committed == true)
                        return result!;
                    missing = committed is null ? e : null;
                }

                if (e is EveryRowFailsException)
                    throw EveryRow(e);
                if (e is StatementAtFaultException)
                    throw Failed(e.Message, e);
                if (context.Errors.ClassifyRowError(e) is not null)
                    throw;

                await DisposeAsync();
                if (missing is not null && cancellationToken.IsCancellationRequested)
                    throw Unknown(missing, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                var waited = context.Time.GetElapsedTime(begun);
                if (context.Errors.IsLockTimeout(e)
                    ? waited >= context.Options.LockRetryBudget
                    : !context.Errors.IsTransient(e) || waited >= context.Options.Wait)
                    throw context.Errors.IsLockTimeout(e)
                        ? StillLocked(e)
                        : missing is null ? Translate(e) : Unknown(missing, cancellationToken);
                await Task.Delay(Backoff.Next(attempt), context.Time, cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _connection = null;
    }

    /// <summary>
    /// Whether a commit took place that failed or was not answered; null where nobody can be asked. Then the work is begun again, which
    /// first reads where it stands; only where that is not possible, or the run is to stop, it stays unknown.
    /// </summary>
    private async Task<bool?> WasCommittedAsync(BackfillConnection connection)
    {
        using var limit = new CancellationTokenSource(context.Options.Limits.LookUp, context.Time);
        try
        {
            return await connection.CommittedAsync(limit.Token);
        }
        catch (Exception e) when (limit.IsCancellationRequested || context.Errors.TranslateError(e) is not null)
        {
            return null;
        }
    }

    private Exception Unknown(Exception missing, CancellationToken cancellationToken)
        => CommitUnknownException.For(
            $"the last batch of the backfill \"{backfill.Name}\"",
            "the database",
            context.Engine.Target.Product.CommandName,
            missing,
            cancellationToken);

    /// <summary>
    /// What an error is to a user. One that is about a row may quote what the row holds, so of that only the kind is reported.
    /// </summary>
    public MigrationException Translate(Exception e)
        => context.Errors.ClassifyRowError(e) is { } fault
            ? Failed(fault)
            : context.Errors.TranslateError(e)
                ?? Failed(context.Errors.Describe(ExceptionChain.Find<StatementFailedException>(e)?.InnerException ?? e), e);

    /// <summary>The kind of an error, in a word that is written down; nothing of what a row holds.</summary>
    public string Word(Exception e)
        => context.Errors.ClassifyRowError(e)
            ?? (e.InnerException is EveryRowFailsException or StatementAtFaultException ? e.InnerException.Message : e.GetType().Name);

    private RevisionFailedException Failed(string error, Exception? inner = null)
        => new(
            $"The backfill \"{backfill.Name}\" failed: {error.TrimEnd('.')}.",
            "Fix what it stumbled over, then run the same command again: what is done stays done.",
            inner);

    private RevisionFailedException EveryRow(Exception e)
        => new(
            $"The backfill \"{backfill.Name}\" failed for every row that it tried: {e.Message.TrimEnd('.')}.",
            "Fix it, or what it stumbled over, then run the same command again.",
            e);

    private LockNotObtainedException StillLocked(Exception e)
        => new(
            $"Rows of \"{backfill.Table}\" could not be locked within {context.Options.LockRetryBudget.TotalSeconds:0.#} s: another "
                + $"session holds them.",
            "Wait for that session or end it, then run the same command again: what is done stays done.",
            e);
}
