namespace Letta.Migrations.Backfills;

/// <summary>
/// Does a backfill batch by batch, each within the transaction that is open. Never OFFSET: a condition that finds the rows shrinks with every
/// batch, and an offset would step over as many as the batch before has done (the public history encrypted 1,000 of 1,200 rows that way).
/// </summary>
/// <param name="table">The table.</param>
/// <param name="writer">Does the rows.</param>
/// <param name="fault">Whether an error is about what a row holds, in a word; null if it is not.</param>
internal sealed class BackfillBatches(BackfillTable table, BatchWriter writer, Func<Exception, string?> fault)
{
    private const string Savepoint = "letta_backfill";

    /// <summary>So many rows that fail before the first one succeeds are not poisoned rows, but a mistake in what is done to them.</summary>
    public const int Few = 10;

    private long _done;
    private long _failed;

    /// <summary>The table.</summary>
    public BackfillTable Table => table;

    /// <summary>Does the next rows of a range.</summary>
    /// <param name="session">Where, with a transaction open.</param>
    /// <param name="range">The range, from where the last batch ended.</param>
    /// <param name="size">How many rows at most.</param>
    /// <param name="careful">After an error that one of the rows led to: finds it, and leaves it.</param>
    public Batch Next(IBackfillSession session, KeyRange range, int size, bool careful)
    {
        if (table.End(session, range, size) is not (var last, var count))
            return new Batch(Last: null, 0, IsLast: true, Written.None);

        var part = range with { UpTo = last };
        var written = careful ? Carefully(session, part, count) : writer.Write(session, part);
        Count(written, inner: null);
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
            return written;
        }
        catch (Exception e) when (fault(e) is { } error)
        {
            Undo(session);
            if (count == 1)
                count = table.End(session, range, 2)?.Count ?? 0; // Somebody may have added a row.
            if (count == 0)
                return Written.None; // Deleted meanwhile.
            if (count == 1)
            {
                var failed = new Written(0, [new RowFailure(range.UpTo!, error)]);
                if (_done == 0 && ++_failed > Few)
                    throw;
                return failed;
            }
        }

        if (table.End(session, range, count / 2) is not (var half, var some))
            return Written.None;
        var first = Carefully(session, range with { UpTo = half }, some);
        _done += first.Rows;
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

    private void Count(Written written, Exception? inner)
    {
        _done += written.Rows;
        _failed += written.Failed.Count;
        if (_done == 0 && _failed >= Few)
            throw new EveryRowFailsException(written.Failed[^1].Error, inner);
    }

    private static void Undo(IBackfillSession session)
    {
        session.Execute($"rollback to savepoint {Savepoint}");
        session.Execute($"release savepoint {Savepoint}");
    }
}
