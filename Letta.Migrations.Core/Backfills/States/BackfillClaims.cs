using System.Globalization;
using Letta.Migrations.Records;

namespace Letta.Migrations.Backfills;

/// <summary>
/// The ranges of one backfill, shared out among workers in any number of processes. Whoever asks for a range holds the row of the backfill;
/// whoever works on one holds the row of the range, in the transaction that changes the rows: what a worker commits, it had to itself. A
/// range is free again when its worker's session has ended, or has given no sign of life for long: it may only seem so, and then the worker
/// finds that it has lost it.
/// </summary>
/// <param name="session">Where, with a transaction open.</param>
/// <param name="name">The backfill.</param>
/// <param name="worker">Who asks.</param>
/// <param name="lapse">After how long without a sign of life a range is another's.</param>
internal sealed class BackfillClaims(IBackfillSession session, string name, string worker, TimeSpan lapse)
{
    private readonly string _ranges = session.Dialect.Own.BackfillRanges;
    private readonly BackfillLedger _ledger = new(session);

    /// <summary>A range that nobody works on, or the next one; or why there is none.</summary>
    /// <param name="table">The table.</param>
    /// <param name="size">How many rows a new range has.</param>
    public BackfillClaim Next(BackfillTable table, int size)
    {
        if (!_ledger.Lock(name))
            return new BackfillClaim(ClaimResult.Gone);

        var snapshot = BackfillSnapshot.Read(session);
        var backfill = snapshot.Backfills.First(b => b.Name == name);
        var failed = snapshot.Failed.GetValueOrDefault(name);
        switch (backfill.State)
        {
            case BackfillState.Done:
                return new BackfillClaim(ClaimResult.Done);
            case BackfillState.Incomplete:
                return new BackfillClaim(ClaimResult.Incomplete) { Rows = failed };
            case BackfillState.Paused:
                return new BackfillClaim(ClaimResult.Paused);
        }

        snapshot.RequireKeys(table, session);
        if ((TakeOver(snapshot) ?? (backfill.HandedOut ? null : HandOut(table, backfill.Cursor, size))) is { } range)
        {
            var record = snapshot.Record(backfill, lapse);
            return new BackfillClaim(ClaimResult.Work) { Range = range, RowsScanned = record.RowsScanned, Done = record.RowsDone };
        }

        if (snapshot.FindRanges(backfill).Any())
            return new BackfillClaim(ClaimResult.Wait);
        return new BackfillClaim(
            backfill.Pass > BackfillLedger.MostPasses ? ClaimResult.Endless : ClaimResult.Finish)
        { Pass = backfill.Pass, Rows = failed };
    }

    /// <summary>
    /// Where a range is, if it is still this worker's; null if it is not. Nobody else takes it until the transaction ends.
    /// </summary>
    public (string[]? Cursor, bool Paused)? Hold(long number)
    {
        var held = HeldRange.Parse(session.Query(
            $"""
            {StoredTable.Query(session.Dialect.Stored, [HeldRange])}
            where t.name {Eq} @name and t.number = @number and t.worker {Eq} @worker{session.Dialect.Lock}
            """,
            ("name", name),
            ("number", number),
            ("worker", worker)));
        if (held is not [var range])
            return null;
        if (range.TextOrNull("state") is not { } state)
            return (KeyText.Read(range, "cursor_key", session.Dialect), false);
        if (!BackfillStates.Words.TryGetValue(state, out var known))
            BackfillSnapshot.Read(session); // Says which row holds it.
        return (KeyText.Read(range, "cursor_key", session.Dialect), known == BackfillState.Paused);
    }

    /// <summary>Writes down what a batch did, in its transaction; the range goes when it is done.</summary>
    public void Advance(BackfillRange range, Batch batch)
    {
        var failed = new FailedRows(session, name);
        foreach (var failure in batch.Written.Failed)
            failed.Add(failure);
        if (batch.IsLast)
        {
            _ledger.AddUp(name, range.Number, batch);
            session.Execute($"delete from {_ranges} where name {Eq} @name and number = @number", ("name", name), ("number", range.Number));
            return;
        }

        session.Execute(
            $"""
            update {_ranges} set cursor_key = @cursor, rows_done = rows_done + @rows, rows_passed = rows_passed + @passed, {Sign}
            where name {Eq} @name and number = @number
            """,
            ("name", name),
            ("number", range.Number),
            ("cursor", KeyText.ToJson(batch.Last!)),
            ("rows", batch.Written.Rows),
            ("passed", (long)batch.RowsScanned));
    }

    /// <summary>A sign of life while nothing is done.</summary>
    public void Heartbeat(long number)
        => session.Execute(
            $"update {_ranges} set {Sign} where name {Eq} @name and number = @number and worker {Eq} @worker",
            ("name", name),
            ("number", number),
            ("worker", worker));

    /// <summary>Gives a range back, for whoever asks next.</summary>
    public void Release(long number)
    {
        if (Hold(number) is null)
            return;
        _ledger.AddUp(name, number, batch: null);
        session.Execute(
            $"update {_ranges} set worker = null, rows_done = 0, rows_passed = 0 where name {Eq} @name and number = @number",
            ("name", name),
            ("number", number));
    }

    /// <summary>Compares names: of type varchar, for which pg_catalog has no operator of its own.</summary>
    private string Eq => session.Dialect.Equal;

    /// <summary>A sign of life, from whatever session the worker has by now.</summary>
    private string Sign => $"session = {session.Dialect.Session}, beat_at = {session.Dialect.Now}";

    private StoredTable HeldRange => new(
        _ranges,
        ["name", "number"],
        [
            .. StoredColumn.Named("name", "number", "cursor_key"),
            new("state", $"(select b.state from {session.Dialect.Own.Backfills} b where b.name {Eq} t.name)")
        ],
        $"from {_ranges} t");

    private BackfillRange? TakeOver(BackfillSnapshot snapshot)
    {
        var free = session.Query(
            $"""
            select number from {_ranges} where name {Eq} @name and (worker is null or beat_at < {session.Dialect.Ago("@lapse")} or {session.Dialect.HasEnded("session")})
            order by number limit 1{session.Dialect.LockFree}
            """,
            ("name", name),
            ("lapse", lapse.TotalSeconds));
        if (free is not [[var number]]
            || snapshot.Ranges.FirstOrDefault(r => r.Name == name && r.Number == Number(number)) is not { } taken)
            return null;

        session.Execute(
            $"update {_ranges} set worker = @worker, {Sign} where name {Eq} @name and number = @number",
            ("name", name),
            ("number", taken.Number),
            ("worker", worker));
        return new BackfillRange(taken.Number, taken.UpTo);
    }

    private BackfillRange? HandOut(BackfillTable table, string[]? after, int size)
    {
        var end = table.End(session, new KeyRange(after, UpTo: null), size);
        _ledger.HandOut(name, end?.Key ?? after, all: end is null || end.Value.Count < size);
        if (end is null)
            return null;

        var number
            = Number(session.Query($"select coalesce(max(number), 0) + 1 from {_ranges} where name {Eq} @name", ("name", name))[0][0]);
        var upTo = end.Value.Key; // Of the last range too: what comes behind it later is the application's, and need not be caught up with.
        session.Execute(
            $"""
            insert into {_ranges} (name, number, from_key, to_key, cursor_key, rows_done, rows_passed, worker, session, beat_at)
            values (@name, @number, @from, @to, @from, 0, 0, @worker, {session.Dialect.Session}, {session.Dialect.Now})
            """,
            ("name", name),
            ("number", number),
            ("from", after is null ? null : KeyText.ToJson(after)),
            ("to", KeyText.ToJson(upTo)),
            ("worker", worker));
        return new BackfillRange(number, upTo);
    }

    private static long Number(string? text) => long.Parse(text!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
