using Letta.Migrations.Backfills;

namespace Letta.Migrations.Running;

/// <summary>What a worker says of its backfill while it is at work: to whoever watches, and to a log.</summary>
internal sealed class BackfillReporter(RunContext context, Backfill backfill)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    private long _scanned;
    private (long Timestamp, long RowsScanned) _logged;
    private string? _waitsFor;

    /// <summary>How many rows there are, roughly.</summary>
    public long Estimate { get; private set; }

    /// <summary>How many rows this worker changed.</summary>
    public long Rows { get; private set; }

    /// <summary>It begins.</summary>
    public void Begins(long estimate)
    {
        Estimate = estimate;
        Log.BackfillBegins(context.Logger, context.Target, backfill.Name, estimate);
    }

    /// <summary>It has a range to work on; in this pass so many rows were looked at, by all workers together.</summary>
    public void GoesOn(long scanned) => _scanned = scanned;

    /// <summary>It committed a batch.</summary>
    public void Committed(Batch batch, BackfillDialect dialect)
    {
        Rows += batch.Written.Rows;
        _waitsFor = null;
        _scanned += batch.RowsScanned;
        if (batch.RowsScanned == 0)
            return;

        LogProgress();
        foreach (var failure in batch.Written.Failed)
            Log.RowFailed(context.Logger, backfill.Name, backfill.Table, failure.ShowKey(dialect), failure.Error);
        context.Progress?.Report(new MigrationProgress.Backfilled(backfill.Name, batch.Written.Rows)
        {
            RowsScanned = _scanned,
            Failed = batch.Written.Failed.Count,
            Estimate = Estimate,
        });
    }

    /// <summary>It waits; said once, until it has done something again.</summary>
    public void Waits(string why)
    {
        if (_waitsFor == why)
            return;

        Log.BackfillWaits(context.Logger, backfill.Name, why);
        context.Progress?.Report(new MigrationProgress.BackfillWaits(backfill.Name, why));
        _waitsFor = why;
    }

    /// <summary>Nothing is left to do.</summary>
    public void IsDone() => Log.BackfillDone(context.Logger, context.Target, backfill.Name, Rows);

    /// <summary>A line now and then, for whoever reads a log.</summary>
    private void LogProgress()
    {
        var now = context.Time.GetTimestamp();
        if (_logged.Timestamp == 0)
            _logged = (now, _scanned);
        var since = context.Time.GetElapsedTime(_logged.Timestamp, now);
        if (since < BetweenLines)
            return;

        var rate = Math.Max(1, (_scanned - _logged.RowsScanned) / since.TotalSeconds);
        Log.BackfillProgress(
            context.Logger,
            context.Target,
            backfill.Name,
            _scanned,
            Estimate,
            (long)rate,
            (long)(Math.Max(0, Estimate - _scanned) / rate));
        _logged = (now, _scanned);
    }
}
