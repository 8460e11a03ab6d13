using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Letta.Migrations.Records;

namespace Letta.Migrations.Backfills;

/// <summary>
/// The tables that remember which backfills are due, how far they are, who works on which part, and which rows failed. They are made
/// with the rest of the bookkeeping; a database that an older build made gets them when something is due.
/// </summary>
/// <param name="session">Where, in the transaction of what is remembered.</param>
internal sealed class BackfillLedger(IBackfillSession session)
{
    /// <summary>The last of the columns that the table did not have at first: where it is, all are.</summary>
    public const string LastColumn = "last_error";

    /// <summary>What the table did not have at first.</summary>
    private IReadOnlyList<string> Added =>
    [
        "mode varchar",
        "cursor_key text",
        "handed_out integer",
        "walk integer",
        "rows_passed bigint",
        "passed_before bigint",
        "estimate bigint",
        $"started_at {session.Dialect.TimeType}", "attempts integer", $"{LastColumn} varchar",
    ];

    /// <summary>Everything that is remembered.</summary>
    /// <param name="lapse">After how long without a sign of life a worker counts no longer.</param>
    /// <exception cref="UnknownValueException">Some of it is unknown to this build.</exception>
    public IReadOnlyList<BackfillRecord> Read(TimeSpan lapse)
    {
        if (!Exists())
            return [];
        if (!IsComplete())
            return [.. ReadOlder().Select(b => new BackfillRecord(b.Name, b.Version, b.State, b.Mode, b.RowsDone))];

        var rows = BackfillRows.Read(session);
        return [.. rows.Backfills.Select(b => rows.Record(b, lapse))];
    }

    /// <summary>Remembers that a backfill is due. One that is due already stays where it is.</summary>
    public void Add(BackfillOutcome outcome, long version, DateTimeOffset now)
    {
        Ensure();
        var mode = outcome.Mode == BackfillMode.Inline ? "inline" : "online";
        session.Execute(
            $"""
            insert into {Table} (name, version, mode, state, rows_done, rows_passed, passed_before, walk, attempts, handed_out, due_since, updated_at)
            values (@name, @version, '{mode}', 'due', 0, 0, 0, 0, 0, 0, {Time}, {Time})
            on conflict (name) do nothing
            """,
            ("name", outcome.Backfill.Name),
            ("version", version),
            ("now", Text(now)));
        session.Execute(
            $"delete from {Rows} where name {Eq} @name and exists (select 1 from {Table} b where b.name {Eq} @name and b.state {Eq} "
                + $"'incomplete')",
            ("name", outcome.Backfill.Name));
        session.Execute(
            $"""
            update {Table} set state = 'due', version = @version, mode = '{mode}', rows_done = 0, rows_passed = 0, passed_before = 0, walk = 0, attempts = 0,
              handed_out = 0, cursor_key = null, estimate = null, last_error = null, started_at = null, due_since = {Time}, updated_at = {Time}, finished_at = null
            where name {Eq} @name and cast(state as text) in ('done', 'incomplete')
            """,
            ("name", outcome.Backfill.Name),
            ("version", version),
            ("now", Text(now)));
        if (outcome.Mode == BackfillMode.Inline)
            session.Execute($"update {Table} set mode = 'inline' where name {Eq} @name", ("name", outcome.Backfill.Name));
    }

    /// <summary>
    /// Forgets what a revision left to be done that is applied no longer. The ranges first: whoever works on one holds it, and then rows of
    /// the table. Whoever asks for one meanwhile holds the row of the backfill, so that there may be another by then.
    /// </summary>
    public void Forget(long version)
    {
        if (!Exists())
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

    /// <summary>Makes the tables, and the columns that an older build did not make.</summary>
    public void Ensure()
    {
        // Looked for first: CREATE TABLE IF NOT EXISTS asks for the right to create, which an application has not, and
        // ADD COLUMN IF NOT EXISTS locks the table until the commit, both even where it is.
        if (IsComplete())
            return;

        foreach (var sql in session.Dialect.Tables)
            session.Execute(sql);
        var there = Columns();
        foreach (var column in Added.Where(c => !there.Contains(c.Split(' ')[0])))
            session.Execute($"alter table {Table} add column {column}");
        session.Execute($"""
            update {Table} set mode = 'online', rows_passed = 0, passed_before = 0, walk = 0, attempts = 0, handed_out = 0 where mode is null
            """);
    }

    /// <summary>The keys of rows that failed, and why.</summary>
    /// <exception cref="UnknownValueException">One of them is no key.</exception>
    public IReadOnlyList<RowFailure> Failures(string name, int most)
        => Exists(Rows)
            ? [.. FailedRow.Table(Own).Of(session.Query(
                $"{StoredTable.Query(session.Dialect.Stored, [FailedRow.Table(Own)])} where t.name {Eq} @name order by t.key limit {most}",
                ("name", name)))
                .Select(r => FailedRow.Of(r, session.Dialect))]
            : [];

    private OwnTables Own => session.Dialect.Own;

    private string Table => Own.Backfills;

    private string Ranges => Own.BackfillRanges;

    private string Rows => Own.BackfillRows;

    private string Eq => session.Dialect.Equal;

    private string Time => session.Dialect.Timestamp("@now");

    private bool Exists() => Exists(Table);

    private bool Exists(string table) => session.Query(session.Dialect.TableExists, ("table", table)).Count > 0;

    private HashSet<string> Columns()
        => session.Query(session.Dialect.Columns, ("table", Table)).Select(r => r[0]!).ToHashSet(StringComparer.Ordinal);

    private IEnumerable<StoredBackfill> ReadOlder()
    {
        var older = StoredBackfill.Older(Own);
        return StoredRow.Distinct(older.Of(session.Query(StoredTable.Query(session.Dialect.Stored, [older]))))
            .Select(StoredBackfill.OfOlder).OrderBy(b => b.Version).ThenBy(b => b.Name, StringComparer.Ordinal);
    }

    private bool IsComplete() => Columns().Contains(LastColumn) && Exists(Ranges) && Exists(Rows);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff");
}
