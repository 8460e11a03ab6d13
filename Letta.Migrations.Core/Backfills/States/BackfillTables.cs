namespace Letta.Migrations.Backfills;

/// <summary>
/// Whether the tables of backfills are there, as this build makes them. They are made with the rest of the own tables; a database that an
/// older build made gets them when something is due.
/// </summary>
/// <param name="session">Where, with a transaction open.</param>
internal sealed class BackfillTables(IBackfillSession session)
{
    /// <summary>What the ledger did not have at first.</summary>
    private IReadOnlyList<string> Added =>
    [
        "mode varchar",
        "cursor_key text",
        "handed_out integer",
        "walk integer",
        "rows_passed bigint",
        "passed_before bigint",
        "estimate bigint",
        $"started_at {session.Dialect.TimeType}",
        "attempts integer",
        $"{BackfillLedger.LastColumn} varchar",
    ];

    /// <summary>Whether a table exists.</summary>
    public bool Has(string table) => session.Query(session.Dialect.TableExists, ("table", table)).Count > 0;

    /// <summary>Whether all of them exist, with every column.</summary>
    public bool AreComplete()
        => Columns().Contains(BackfillLedger.LastColumn)
            && Has(session.Dialect.Own.BackfillRanges)
            && Has(session.Dialect.Own.BackfillRows);

    /// <summary>Makes the tables, and the columns that an older build did not make.</summary>
    /// <returns>Whether any was missing; the new columns of what the ledger holds are NULL then.</returns>
    public bool Ensure()
    {
        // Looked for first: CREATE TABLE IF NOT EXISTS asks for the right to create, which an application has not, and
        // ADD COLUMN IF NOT EXISTS locks the table until the commit, both even where it is.
        if (AreComplete())
            return false;

        foreach (var sql in session.Dialect.Tables)
            session.Execute(sql);
        var there = Columns();
        foreach (var column in Added.Where(c => !there.Contains(c.Split(' ')[0])))
            session.Execute($"alter table {session.Dialect.Own.Backfills} add column {column}");
        return true;
    }

    private HashSet<string> Columns()
        => session.Query(session.Dialect.Columns, ("table", session.Dialect.Own.Backfills))
            .Select(r => r[0]!)
            .ToHashSet(StringComparer.Ordinal);
}
