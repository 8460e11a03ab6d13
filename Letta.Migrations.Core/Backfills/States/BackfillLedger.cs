using Letta.Migrations.Product;
using Letta.Migrations.Records;

namespace Letta.Migrations.Backfills;

/// <summary>
/// The table that remembers which backfills are due and how far they are, and the only one who writes to it. Whatever changes the state of
/// one is a method here that names its event, and one statement carries it out: it writes over no state but those that
/// <see cref="BackfillStates.Transitions"/> has for the event, so that how many rows it found says whether somebody else was faster.
/// </summary>
/// <param name="session">Where, in the transaction of what is remembered.</param>
internal sealed class BackfillLedger(IBackfillSession session)
{
    /// <summary>The last of the columns that the table did not have at first: where it is, all are.</summary>
    public const string LastColumn = "last_error";

    /// <summary>Passes through a table whose rows somebody writes as fast as they are done, before a person is asked.</summary>
    public const int MostPasses = 10;

    private readonly BackfillTables _tables = new(session);

    /// <summary>Everything that is remembered.</summary>
    /// <param name="lapse">After how long without a sign of life a worker counts no longer.</param>
    /// <exception cref="Errors.UnknownValueException">Some of it is unknown to this build.</exception>
    public IReadOnlyList<BackfillRecord> Read(TimeSpan lapse)
    {
        if (!_tables.Has(Table))
            return [];
        if (!_tables.AreComplete())
            return [.. ReadOlder().Select(b => new BackfillRecord(b.Name, b.Version, b.State, b.Mode, b.RowsDone))];

        var snapshot = BackfillSnapshot.Read(session);
        return [.. snapshot.Backfills.Select(b => snapshot.Record(b, lapse))];
    }

    /// <summary>Makes the tables, and the columns that an older build did not make.</summary>
    public void Ensure()
    {
        if (!_tables.Ensure())
            return;

        session.Execute($"""
            update {Table} set mode = '{StoredBackfill.Word(BackfillMode.Online)}', rows_passed = 0, passed_before = 0, walk = 0, attempts = 0, handed_out = 0
            where mode is null
            """);
    }

    /// <summary>
    /// Remembers that a backfill is due. One that is due already, or paused, stays where it is; which rows of it failed is forgotten before
    /// its row is held, in the order in which those who try them again hold them.
    /// </summary>
    public void Record(BackfillOutcome outcome, long version, DateTimeOffset now)
    {
        Ensure();
        var (name, mode) = (outcome.Backfill.Name, StoredBackfill.Word(outcome.Mode));
        IReadOnlyList<(string Name, object? Value)> values = [("version", version), ("now", Text(now))];
        session.Execute(
            $"""
            insert into {Table} (name, version, mode, state, rows_done, rows_passed, passed_before, walk, attempts, handed_out, due_since, updated_at)
            values (@name, @version, '{mode}', '{BackfillStates.Word(BackfillState.Due)}', 0, 0, 0, 0, 0, 0, {Time}, {Time})
            on conflict (name) do nothing
            """,
            [("name", name), .. values]);
        session.Execute(
            $"""
            delete from {Rows} where name {Eq} @name
              and exists (select 1 from {Table} b where b.name {Eq} @name and b.state {Eq} '{BackfillStates.Word(BackfillState.Incomplete)}')
            """,
            ("name", name));
        Change(
            name,
            BackfillEvent.Record,
            $"""
            version = @version, mode = '{mode}', rows_done = 0, rows_passed = 0, passed_before = 0, walk = 0, attempts = 0, handed_out = 0, cursor_key = null,
              estimate = null, last_error = null, started_at = null, due_since = {Time}, updated_at = {Time}, finished_at = null
            """,
            onlyIf: "",
            [.. values]);
        if (outcome.Mode == BackfillMode.Inline)
            session.Execute($"update {Table} set mode = '{mode}' where name {Eq} @name", ("name", name));
    }

    /// <summary>
    /// Forgets what a revision left to be done that is applied no longer. The ranges first: whoever works on one holds it, and then rows of
    /// the table. Whoever asks for one meanwhile holds the row of the backfill, so that there may be another by then.
    /// </summary>
    public void Forget(long version)
    {
        if (!_tables.Has(Table))
            return;

        Ensure();
        var ranges
            = $"delete from {Ranges} where exists (select 1 from {Table} b where b.name {Eq} {Ranges}.name and b.version = @version)";
        session.Execute(ranges, ("version", version));
        session.Execute($"update {Table} set version = version where version = @version", ("version", version));
        session.Execute(ranges, ("version", version));
        session.Execute(
            $"delete from {Rows} where exists (select 1 from {Table} b where b.name {Eq} {Rows}.name and b.version = @version)",
            ("version", version));
        session.Execute($"delete from {Table} where version = @version", ("version", version));
    }

    /// <summary>
    /// Holds the row of a backfill, before a statement that looks at other tables as well: an UPDATE that had to wait for the row sees it
    /// as it is then, but all else as it was before (READ COMMITTED), and two that each retry one of the last two rows would both see one
    /// left.
    /// </summary>
    /// <returns>False if there is none.</returns>
    public bool Lock(string name)
        => session.Query($"select 1 from {Table} where name {Eq} @name{session.Dialect.Lock}", ("name", name)).Count > 0;

    /// <summary>Remembers that somebody begins to work on it, and with how many rows.</summary>
    public void BeginAttempt(string name, long estimate)
        => session.Execute(
            $"""
            update {Table} set attempts = attempts + 1, started_at = {session.Dialect.Now}, {Touched}, estimate = @estimate, last_error = null,
              walk = case when walk = 0 or walk > {MostPasses} then 1 else walk end,
              passed_before = rows_passed + cast(coalesce((select sum(r.rows_passed) from {Ranges} r where r.name {Eq} @name), 0) as bigint)
            where name {Eq} @name
            """,
            ("name", name),
            ("estimate", estimate));

    /// <summary>Remembers how far the ranges of this pass reach.</summary>
    /// <param name="name">The backfill.</param>
    /// <param name="last">The last key that is in one; null where no row is.</param>
    /// <param name="all">Whether none comes behind it.</param>
    public void HandOut(string name, string[]? last, bool all)
        => session.Execute(
            $"update {Table} set cursor_key = @cursor, handed_out = @all where name {Eq} @name",
            ("name", name),
            ("cursor", last is null ? null : KeyText.ToJson(last)),
            ("all", all ? 1 : 0));

    /// <summary>Adds what was done of a range that goes or is given back, and on top of it what it does not say yet itself.</summary>
    public void AddUp(string name, long range, Batch? batch)
        => session.Execute(
            $"""
            update {Table} set {Touched},
              rows_done = rows_done + @rows + (select r.rows_done from {Ranges} r where r.name {Eq} @name and r.number = @number),
              rows_passed = rows_passed + @passed + (select r.rows_passed from {Ranges} r where r.name {Eq} @name and r.number = @number)
            where name {Eq} @name
            """,
            ("name", name),
            ("number", range),
            ("rows", batch?.Written.Rows ?? 0),
            ("passed", (long)(batch?.RowsScanned ?? 0)));

    /// <summary>Ends a pass, and begins the next one.</summary>
    /// <param name="name">The backfill.</param>
    /// <param name="pass">The pass that came to its end.</param>
    /// <returns>False if somebody else has done so meanwhile.</returns>
    public bool BeginPass(string name, long pass)
    {
        Lock(name);
        var next = pass >= MostPasses
            ? "walk = walk + 1"
            : "walk = walk + 1, cursor_key = null, handed_out = 0, rows_passed = 0, passed_before = 0";
        return Change(name, BackfillEvent.BeginPass, $"{next}, {Touched}", IsThrough, ("walk", pass));
    }

    /// <summary>Ends a pass behind which no row waits, but for those that failed.</summary>
    /// <param name="name">The backfill.</param>
    /// <param name="pass">The pass that came to its end.</param>
    /// <returns>False if somebody else has ended it meanwhile.</returns>
    public bool Finish(string name, long pass)
    {
        Lock(name);
        var finished = $"finished_at = {session.Dialect.Now}, {Touched}";
        return Change(name, BackfillEvent.Finish, finished, $"{IsThrough} and not {HasFailures}", ("walk", pass))
            || Change(name, BackfillEvent.FinishWithFailures, finished, $"{IsThrough} and {HasFailures}", ("walk", pass));
    }

    /// <summary>
    /// Remembers what a row that had failed came to. After the last one it is due again, though nothing is to be handed out: a worker is to
    /// look whether rows came to wait meanwhile before it is done.
    /// </summary>
    /// <returns>Whether it is due again.</returns>
    public bool Retry(string name, Written written)
    {
        Lock(name);
        session.Execute(
            $"update {Table} set rows_done = rows_done + @rows, {Touched} where name {Eq} @name", ("name", name), ("rows", written.Rows));
        return Change(name, BackfillEvent.RetryLastFailure, $"handed_out = 1, finished_at = null, {Touched}", $"and not {HasFailures}");
    }

    /// <summary>Lets workers stop for now.</summary>
    /// <returns>False if it is not due.</returns>
    public bool Pause(string name) => Change(name, BackfillEvent.Pause, Touched);

    /// <summary>Lets workers go on.</summary>
    /// <returns>False if it is not paused.</returns>
    public bool Resume(string name) => Change(name, BackfillEvent.Resume, Touched);

    /// <summary>Remembers why work on it ended.</summary>
    public void NoteError(string name, string error)
        => session.Execute(
            $"update {Table} set last_error = @error, {Touched} where name {Eq} @name", ("name", name), ("error", error));

    /// <summary>
    /// The one statement that writes a state over another, and only over one that the event may find.
    /// </summary>
    /// <param name="name">The backfill.</param>
    /// <param name="event">What happens to it.</param>
    /// <param name="set">What else is written with the state.</param>
    /// <param name="onlyIf">What else the row must meet, from AND on.</param>
    /// <param name="values">The parameters of both.</param>
    /// <returns>False if it is in another state, or does not meet the condition: then nothing was changed.</returns>
    /// <exception cref="InvalidOperationException">The event writes no state.</exception>
    private bool Change(
        string name, BackfillEvent @event, string set, string onlyIf = "", params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var transitions = BackfillStates.Find(@event);
        if (transitions[0].To is not { } to)
            throw new InvalidOperationException($"{@event} writes no state.");

        var from = transitions.Select(t => t.From).OfType<BackfillState>().Select(s => $"state {Eq} '{BackfillStates.Word(s)}'");
        return session.Execute(
            $"""
            update {Table} set state = '{BackfillStates.Word(to)}', {set}
            where name {Eq} @name and ({string.Join(" or ", from)}) {onlyIf}
            """,
            [("name", name), .. values]) > 0;
    }

    private OwnTables Own => session.Dialect.Own;

    private string Table => Own.Backfills;

    private string Ranges => Own.BackfillRanges;

    private string Rows => Own.BackfillRows;

    /// <summary>Compares names and states: of type varchar, for which pg_catalog has no operator of its own.</summary>
    private string Eq => session.Dialect.Equal;

    private string Touched => $"updated_at = {session.Dialect.Now}";

    private string Time => session.Dialect.Timestamp("@now");

    /// <summary>Every row of the pass is in a range, and every range is done.</summary>
    private string IsThrough
        => $"and handed_out = 1 and walk = @walk and not exists (select 1 from {Ranges} r where r.name {Eq} {Table}.name)";

    private string HasFailures => $"exists (select 1 from {Rows} f where f.name {Eq} {Table}.name)";

    private IEnumerable<StoredBackfill> ReadOlder()
    {
        var older = StoredBackfill.Older(Own);
        return StoredRow.Distinct(older.Parse(session.Query(StoredTable.Query(session.Dialect.Stored, [older]))))
            .Select(StoredBackfill.OfOlder).OrderBy(b => b.Version).ThenBy(b => b.Name, StringComparer.Ordinal);
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff");
}
