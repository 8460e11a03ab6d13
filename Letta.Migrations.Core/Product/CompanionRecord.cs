namespace Letta.Migrations.Product;

/// <summary>
/// The record of another migration tool in the same database, which goes on reading it: one table with the id of the newest revision. It is
/// kept in step with every revision that has such an id (<c>RevisionInfo.ForeignId</c>), and read wherever it matters where the database
/// is.
/// </summary>
/// <param name="Tool">What the tool is called in sentences.</param>
/// <param name="Table">Its table.</param>
/// <param name="Column">The column with the id.</param>
/// <param name="IdColumn">The column of the ledger that holds the id of a revision.</param>
public sealed record CompanionRecord(string Tool, string Table, string Column, string IdColumn)
{
    /// <summary>The name of the property in JSON; the tool's in small letters.</summary>
    public string JsonName => Tool.ToLowerInvariant();

    /// <summary>Creates the table on Postgres where it is missing.</summary>
    public required string CreateOnPostgres { get; init; }

    /// <summary>Creates the table on SQLite where it is missing.</summary>
    public required string CreateOnSqlite { get; init; }

    /// <summary>Who else reads the record, in sentences: "by which … would begin at base".</summary>
    public required string Reader { get; init; }

    /// <summary>
    /// Tables that the other program makes for itself on SQLite and that no revision knows: they are left alone, and no difference.
    /// </summary>
    public IReadOnlyList<string> TablesOnSqlite { get; init; } = [];

    /// <summary>The value, as SQL, that rows have to get on SQLite in a column that the other tool left NULL; null for none.</summary>
    public Func<string, string, string?> FillOnSqlite { get; init; } = (_, _) => null;

    /// <summary>Whether a table is one of <see cref="TablesOnSqlite"/>.</summary>
    internal bool IsItsOwn(string table) => TablesOnSqlite.Contains(table, StringComparer.OrdinalIgnoreCase);
}
