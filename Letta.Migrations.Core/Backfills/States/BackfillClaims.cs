using System.Globalization;
using Letta.Migrations.Records;

namespace Letta.Migrations.Backfills;

/// <summary>
/// One backfill, shared out among workers in any number of processes. Whoever asks for a range holds the row of the backfill; whoever works
/// on one holds the row of the range, in the transaction that changes the rows: what a worker commits, it had to itself. A range is free
/// again when its worker's session has ended, or has given no sign of life for long: it may only seem so, and then the worker finds that it
/// has lost it.
/// </summary>
/// <param name="session">Where, with a transaction open.</param>
/// <param name="name">The backfill.</param>
/// <param name="worker">Who asks.</param>
/// <param name="lapse">After how long without a sign of life a range is another's.</param>
internal sealed class BackfillClaims(IBackfillSession session, string name, string worker, TimeSpan lapse)
{
    /// <summary>Walks through a table whose rows somebody writes as fast as they are done, before a person is asked.</summary>
    public const int MostPasses = 10;

    private readonly string _ledger = session.Dialect.Own.Backfills;
    private readonly string _ranges = session.Dialect.Own.BackfillRanges;
    private readonly string _rows = session.Dialect.Own.BackfillRows;

    /// <summary>Remembers that somebody begins to work on it, and with how many rows.</summary>
    public void Begin(long estimate)
        => session.Execute(
            $"""
            update {_ledger} set attempts = attempts + 1, started_at = {session.Dialect.Now}, updated_at = {session.Dialect.Now}, estimate = @estimate, last_error = null,
              walk = case when walk = 0 or walk > {MostPasses} then 1 else walk end,
              passed_before = rows_passed + cast(coalesce((select sum(r.rows_passed) from {_ranges} r where r.name {Eq} @name), 0) as bigint)
            where name {Eq} @name
            """,
            ("name", name),
            ("estimate", estimate));

    /// <summary>A range that nobody works on, or the next one; or why there is none.</summary>
    /// <param name="table">The table.</param>
    /// <param name="size">How many rows a new range has.</param>
    public BackfillClaim Next(BackfillTable table, int size)
    {
        if (!Lock())
            return new BackfillClaim(ClaimResult.Gone);

        var rows = BackfillRows.Read(session);
        var backfill = rows.Backfills.First(b => b.Name == name);
        var failed = rows.Failed.GetValueOrDefault(name);
        switch (backfill.State)
        {
            case BackfillState.Done:
                return new BackfillClaim(ClaimResult.Done);
            case BackfillState.Incomplete:
                return new BackfillClaim(ClaimResult.Incomplete) { Rows = failed };
            case BackfillState.Paused:
                return new BackfillClaim(ClaimResult.Paused);
        }

        rows.RequireKeys(table, session);
        if ((TakeOver(rows) ?? (backfill.HandedOut ? null : HandOut(table, backfill.Cursor, size))) is { } range)
        {
            var record = rows.Record(backfill, lapse);
            return new BackfillClaim(ClaimResult.Work) { Range = range, RowsScanned = record.RowsScanned, Done = record.RowsDone };
        }

        if (rows.Of(backfill).Any())
            return new BackfillClaim(ClaimResult.Wait);
        return new BackfillClaim(
            backfill.Pass > MostPasses ? ClaimResult.Endless : ClaimResult.Finish)
        { Pass = backfill.Pass, Rows = failed };
    }

    /// <summary>Ends a walk, or begins the next one. Nothing, if somebody else has done so meanwhile.</summary>
    /// <param name="walk">The walk that came to its end.</param>
    /// <param name="again">Whether rows wait that did not fail.</param>
    public bool Finish(long walk, bool again)
    {
        Lock();
        var next = again
            ? "walk = walk + 1, cursor_key = null, handed_out = 0, rows_passed = 0, passed_before = 0"
            : $"state = case when {NoneFailed} then 'done' else 'incomplete' end, finished_at = {session.Dialect.Now}";
        var still = $"state {Eq} 'due' and handed_out = 1 and walk = @walk and not exists (select 1 from {_ranges} r where "
            + $"r.name {Eq} {_ledger}.name)";
        return session.Execute(
            $"update {_ledger} set {(again && walk >= MostPasses ? "walk = walk + 1" : next)}, updated_at = {session.Dialect.Now} where "
                + $"name {Eq} @name and {still}",
            ("name", name),
            ("walk", walk)) > 0;
    }

    /// <summary>
    /// Where a range is, if it is still this worker's; null if it is not. Nobody else takes it until the transaction ends.
    /// </summary>
    public (string[]? Cursor, bool Paused)? Hold(long number)
    {
        var held = HeldRange.Of(session.Query(
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
        if (!StoredBackfill.States.TryGetValue(state, out var known))
            BackfillRows.Read(session); // Says which row holds it.
        return (KeyText.Read(range, "cursor_key", session.Dialect), known == BackfillState.Paused);
    }

    private StoredTable HeldRange => new(
        _ranges,
        ["name", "number"],
        [
            .. StoredColumn.Named("name", "number", "cursor_key"),
            new("state", $"(select b.state from {_ledger} b where b.name {Eq} t.name)")
        ],
        $"from {_ranges} t");

    /// <summary>Writes down what a batch did, in its transaction; the range goes when it is done.</summary>
    public void Advance(BackfillRange range, Batch batch)
    {
        foreach (var failure in batch.Written.Failed)
            Fail(failure);
        if (batch.IsLast)
        {
            Fold(range.Number, batch.Written.Rows, batch.RowsScanned);
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
        Fold(number, 0, 0);
        session.Execute(
            $"update {_ranges} set worker = null, rows_done = 0, rows_passed = 0 where name {Eq} @name and number = @number",
            ("name", name),
            ("number", number));
    }

    /// <summary>Remembers a row that failed.</summary>
    public void Fail(RowFailure failure)
        => session.Execute(
            $"""
            insert into {_rows} as f (name, key, error, attempts) values (@name, @key, @error, 1)
            on conflict (name, key) do update set error = excluded.error, attempts = f.attempts + 1
            """,
            ("name", name),
            ("key", KeyText.ToJson(failure.Key)),
            ("error", failure.Error));

    /// <summary>Takes a row that failed: to try it again, or because it does not wait any more; false if somebody else did.</summary>
    public bool TakeFailed(string[] key)
        => session.Execute($"delete from {_rows} where name {Eq} @name and key = @key", ("name", name), ("key", KeyText.ToJson(key))) > 0;

    /// <summary>
    /// Remembers what a row that had failed came to. After the last one it is due again, though nothing is to be handed out: a worker is to
    /// look whether rows came to wait meanwhile before it is done.
    /// </summary>
    public void Retried(Written written)
    {
        Lock();
        var last = $"case when state {Eq} 'incomplete' and {NoneFailed} then";
        session.Execute(
            $"""
            update {_ledger} set rows_done = rows_done + @rows, updated_at = {session.Dialect.Now},
              state = {last} 'due' else state end, handed_out = {last} 1 else handed_out end, finished_at = {last} null else finished_at end
            where name {Eq} @name
            """,
            ("name", name),
            ("rows", written.Rows));
    }

    /// <summary>Remembers why work on it ended.</summary>
    public void Failed(string error)
        => session.Execute(
            $"update {_ledger} set last_error = @error, updated_at = {session.Dialect.Now} where name {Eq} @name",
            ("name", name),
            ("error", error));

    /// <summary>Changes its state, if it is in another.</summary>
    public bool Change(string from, string to)
        => session.Execute(
            $"update {_ledger} set state = @to, updated_at = {session.Dialect.Now} where name {Eq} @name and state {Eq} @from",
            ("name", name),
            ("from", from),
            ("to", to)) > 0;

    /// <summary>Compares names and states: of type varchar, for which pg_catalog has no operator of its own.</summary>
    private string Eq => session.Dialect.Equal;

    /// <summary>A sign of life, from whatever session the worker has by now.</summary>
    private string Sign => $"session = {session.Dialect.Session}, beat_at = {session.Dialect.Now}";

    /// <summary>
    /// Holds the row of the backfill, before a statement that looks at other tables as well: an UPDATE that had to wait for the row sees it
    /// as it is then, but all else as it was before (READ COMMITTED), and two that each retry one of the last two rows would both see one
    /// left.
    /// </summary>
    /// <returns>False if there is none.</returns>
    private bool Lock() => session.Query($"select 1 from {_ledger} where name {Eq} @name{session.Dialect.Lock}", ("name", name)).Count > 0;

    private string NoneFailed => $"not exists (select 1 from {_rows} f where f.name {Eq} {_ledger}.name)";

    private BackfillRange? TakeOver(BackfillRows rows)
    {
        var free = session.Query(
            $"""
            select number from {_ranges} where name {Eq} @name and (worker is null or beat_at < {session.Dialect.Ago("@lapse")} or {session.Dialect.HasEnded("session")})
            order by number limit 1{session.Dialect.LockFree}
            """,
            ("name", name),
            ("lapse", lapse.TotalSeconds));
        if (free is not [[var number]] || rows.Ranges.FirstOrDefault(r => r.Name == name && r.Number == Number(number)) is not { } taken)
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
        var last = end is null || end.Value.Count < size;
        session.Execute(
            $"update {_ledger} set cursor_key = @cursor, handed_out = @last where name {Eq} @name",
            ("name", name),
            ("cursor", (end?.Key ?? after) is { } key ? KeyText.ToJson(key) : null),
            ("last", last ? 1 : 0));
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

    private void Fold(long number, long rows, long passed)
        => session.Execute(
            $"""
            update {_ledger} set updated_at = {session.Dialect.Now},
              rows_done = rows_done + @rows + (select r.rows_done from {_ranges} r where r.name {Eq} @name and r.number = @number),
              rows_passed = rows_passed + @passed + (select r.rows_passed from {_ranges} r where r.name {Eq} @name and r.number = @number)
            where name {Eq} @name
            """,
            ("name", name),
            ("number", number),
            ("rows", rows),
            ("passed", passed));

    private static long Number(string? text) => long.Parse(text!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
