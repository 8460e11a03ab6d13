namespace Letta.Migrations.Backfills;

/// <summary>
/// Does a backfill batch by batch, each within the transaction that is open. Never OFFSET: a condition that finds the rows shrinks with
/// every batch, and an offset would step over as many as the batch before has done (the public history encrypted 1,000 of 1,200 rows that
/// way).
/// </summary>
/// <param name="table">The table.</param>
/// <param name="writer">Does the rows.</param>
/// <param name="fault">Whether an error is about what a row holds, in a word; null if it is not.</param>
internal sealed class BackfillBatches(BackfillTable table, BatchWriter writer, Func<Exception, string?> fault)
{
    private const string Savepoint = "migration_backfill";

    /// <summary>
    /// So many rows that fail before the first one succeeds are not poisoned rows, but a mistake in what is done to them.
    /// </summary>
    public const int Few = 10;

    private Tally _known = new(Done: false, Failed: 0);
    private Tally _now = new(Done: false, Failed: 0);

    /// <summary>The table.</summary>
    public BackfillTable Table => table;

    /// <summary>What was committed: by batches of this one, and by others.</summary>
    /// <param name="done">How many rows were done.</param>
    /// <param name="failed">How many failed.</param>
    public void Committed(long done, int failed) => _known = _known.And(done, failed);

    /// <summary>
    /// Tries the statement over no row at all, and leaves nothing behind: what counts rows would write down that there are none.
    /// </summary>
    /// <exception cref="StatementAtFaultException">It fails; so what fails later is not because of a row, either.</exception>
    public void Try(IBackfillSession session)
    {
        session.Execute($"savepoint {Savepoint}");
        try
        {
            writer.Write(session, KeyRange.Nothing);
        }
        catch (Exception e) when (fault(e) is { } error)
        {
            throw new StatementAtFaultException(session.Dialect.OneCodeForMistakes ? e.Message : error);
        }

        Undo(session);
    }

    /// <summary>Does the next rows of a range.</summary>
    /// <param name="session">Where, with a transaction open.</param>
    /// <param name="range">The range, from where the last batch ended.</param>
    /// <param name="size">How many rows at most.</param>
    /// <param name="careful">After an error that one of the rows led to: finds it, and leaves it.</param>
    /// <exception cref="StatementAtFaultException">It was not one of the rows.</exception>
    /// <exception cref="EveryRowFailsException">It is all of them.</exception>
    public Batch Next(IBackfillSession session, KeyRange range, int size, bool careful)
    {
        _now = _known;
        if (careful)
            Try(session);
        if (table.End(session, range, size) is not (var last, var count))
            return new Batch(Last: null, 0, IsLast: true, Written.None);

        var part = range with { UpTo = last };
        var written = careful ? Carefully(session, part, count) : Counted(writer.Write(session, part));
        return new Batch(last, count, count < size, written);
    }

    /// <summary>Does one row that failed before; null if it is not there any more.</summary>
    public Written One(IBackfillSession session, string[] key)
    {
        session.Execute($"savepoint {Savepoint}");
        try
        {
            var written = WriteAndCheck(session, new KeyRange(null, null) { Only = key });
            session.Execute($"release savepoint {Savepoint}");
            return written;
        }
        catch (Exception e) when (fault(e) is { } error)
        {
            Undo(session);
            return new Written(0, [new RowFailure(key, error)]);
        }
    }

    /// <summary>Halves the batch until the row is found that an error comes from.</summary>
    private Written Carefully(IBackfillSession session, KeyRange range, int count)
    {
        session.Execute($"savepoint {Savepoint}");
        try
        {
            var written = WriteAndCheck(session, range);
            session.Execute($"release savepoint {Savepoint}");
            return Counted(written);
        }
        catch (Exception e) when (fault(e) is { } error)
        {
            Undo(session);
            if (count == 1)
                count = table.End(session, range, 2)?.Count ?? 0; // Somebody may have added a row.
            if (count == 0)
                return Written.None; // Deleted meanwhile.
            if (count == 1)
                return Counted(new Written(0, [new RowFailure(range.UpTo!, error)]));
        }

        if (table.End(session, range, count / 2) is not (var half, var some))
            return Written.None;
        var first = Carefully(session, range with { UpTo = half }, some);
        return first + Carefully(session, range with { After = half }, Math.Max(1, count - some));
    }

    /// <summary>A constraint that is deferred would speak at the commit, and of no row.</summary>
    private Written WriteAndCheck(IBackfillSession session, KeyRange range)
    {
        var written = writer.Write(session, range);
        if (session.Dialect.CheckDeferred is { } check)
            session.Execute(check);
        return written;
    }

    private Written Counted(Written written)
    {
        _now = _now.And(written.Rows, written.Failed.Count);
        return !_now.Done && _now.Failed >= Few ? throw new EveryRowFailsException(written.Failed[^1].Error) : written;
    }

    private static void Undo(IBackfillSession session)
    {
        session.Execute($"rollback to savepoint {Savepoint}");
        session.Execute($"release savepoint {Savepoint}");
    }

    /// <summary>What became of rows.</summary>
    /// <param name="Done">Whether any was done.</param>
    /// <param name="Failed">How many failed.</param>
    private sealed record Tally(bool Done, long Failed)
    {
        public Tally And(long done, int failed) => new(Done || done > 0, Failed + failed);
    }
}
