using Letta.Migrations.Engines;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>
/// Rebuilds a database: looks, asks, takes the lock, drops everything, and upgrades to head before the lock is released. What is dropped is
/// dropped in one transaction, so that after a kill the database is as it was, or empty, and the same command goes on from either.
/// </summary>
internal sealed class ResetRun(RunContext context, RevisionSet revisions, Func<IMigrationLock?, MigrationRun> run)
{
    public async Task<MigrationResult> ExecuteAsync(
        Func<MigrationProgress.Clearing, CancellationToken, Task> confirm, CancellationToken cancellationToken)
    {
        var first = run(null);
        try
        {
            var contents = await context.RetryTransientAsync(context.Engine.ReadContentsAsync, cancellationToken);
            var clearing = new MigrationProgress.Clearing(
                context.Target, contents.Schema, contents.Tables.Count, contents.Rows, Others(contents.Tables));
            context.Progress?.Report(clearing);
            await confirm(clearing, cancellationToken);

            await using var held = await first.LockAsync(cancellationToken);
            Log.Clearing(context.Logger, context.Target, contents.Tables.Count, contents.Rows);
            await context.RetryTransientAsync(token => ClearAsync(held, token), cancellationToken);
            context.Progress?.Report(new MigrationProgress.Cleared());
            return await run(held)
                .ExecuteAsync(
                    historyState => Plan.Upgrade(historyState.Validate(allowNewer: false), RevisionTarget.Head), cancellationToken);
        }
        catch (MigrationException e)
        {
            Log.Failed(context.Logger, context.Target, e.Code, e.What);
            throw;
        }
    }

    private async Task<bool> ClearAsync(IMigrationLock held, CancellationToken cancellationToken)
    {
        try
        {
            await context.Engine.ClearAsync(held, cancellationToken);
            return true;
        }
        catch (Exception e) when (context.Errors.IsLockTimeout(e))
        {
            throw context.Errors.TranslateError(e) ?? new LockNotObtainedException(
                $"Other sessions use tables of {context.Target}, so they could not be dropped.",
                "Stop the applications that use it, then run the same command again.",
                e);
        }
    }

    /// <summary>Tables that no revision of this build has ever made, under any name.</summary>
    private IReadOnlyList<string> Others(IReadOnlyList<string> tables)
    {
        var known = SchemaStateBuilder.NamesOf(revisions, context.Target);
        return [.. tables.Where(t => !known.Contains(t) && !context.Target.Product.Tables.Contains(t))];
    }
}
