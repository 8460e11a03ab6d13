using Letta.Migrations.Engines;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running;

/// <summary>
/// Compares a database with what its recorded revisions make. Nothing is written and no lock is taken; what the revisions make is tried out
/// in a shadow, once for as long as the same revisions are recorded.
/// </summary>
internal sealed class DriftCheck
{
    private (AppliedPosition Position, DatabaseSchema Schema)? _made;

    public async Task<DriftReport> RunAsync(
        RunContext context, Func<CancellationToken, Task<HistoryState>> readState, CancellationToken cancellationToken)
    {
        var historyState = await readState(cancellationToken);
        var at = historyState.Status.Current;
        if (WhyNot(historyState) is { } reason)
            return new DriftReport(at, []) { NotCompared = reason };

        var made = await MadeAsync(context, historyState, cancellationToken);
        var actual = await context.RetryTransientAsync(context.Engine.ReadSchemaAsync, cancellationToken);
        var after = await readState(cancellationToken);
        if (after.State.Position != historyState.State.Position)
            return new DriftReport(at, []) { NotCompared = $"{context.Target} was moved while it was looked at." };

        var accepted = await AcceptedAsync(context, cancellationToken);
        var differences
            = HistoryComparison.Compare(
                context.Engine, made, actual, SchemaStateBuilder.NamesOf(historyState.Revisions, context.Target));
        return new DriftReport(at, [.. differences.Select(d => d.ToString()).Where(line => !accepted.Contains(line))]);
    }

    /// <summary>Why it is not known what there should be; null if it is.</summary>
    private static string? WhyNot(HistoryState historyState)
    {
        var status = historyState.Status;
        if (!historyState.State.HasVersionTable)
            return $"{status.Target} is not recorded.";
        if (status.Unknown.Count > 0)
            return $"{status.Target} was migrated by a newer build.";
        return status.InProgress is { } begun ? $"{status.Target} is in the middle of revision {begun.Id}." : null;
    }

    private async Task<DatabaseSchema> MadeAsync(RunContext context, HistoryState historyState, CancellationToken cancellationToken)
    {
        if (_made is { } known && known.Position == historyState.State.Position)
            return known.Schema;

        var applied = historyState.Revisions.All.Except(historyState.Status.Pending).ToList();
        var schema = applied.Count == 0
            ? DatabaseSchema.Empty
            : await context.RetryTransientAsync(
                async token =>
                {
                    await using var shadow = await RevisionShadow.OfAsync(context.Engine, applied, token);
                    return shadow.Read();
                },
                cancellationToken);
        _made = (historyState.State.Position, schema);
        return schema;
    }

    /// <summary>The differences that somebody accepted when the database was adopted, as the ledger has them.</summary>
    private static async Task<HashSet<string>> AcceptedAsync(RunContext context, CancellationToken cancellationToken)
        => [
            .. await context.RetryTransientAsync(
                token => context.Engine.LookAsync(
                    processor => processor.Has(processor.Own.Ledger) // FluentMigrator's own runner makes none.
                        ? processor.Rows(
                            $"select name from {processor.Named(processor.Own.Ledger)} where direction = 'drift'", row => row.GetString(0))
                        : [],
                    token),
                cancellationToken),
        ];
}
