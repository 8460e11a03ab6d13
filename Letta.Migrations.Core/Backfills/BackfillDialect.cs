using Letta.Migrations.Product;
using Letta.Migrations.Records;

namespace Letta.Migrations.Backfills;

/// <summary>How one engine spells what backfills need; all else is the same SQL on both.</summary>
/// <param name="IsEmptyJson">A condition: the JSON in an expression of type text is nothing to Python.</param>
/// <param name="LockRows">Ends a SELECT whose rows nobody else may change until the commit.</param>
/// <param name="Rows">A FROM item <c>v</c> with the columns <c>c0</c>, <c>c1</c> …, made from parameters.</param>
/// <param name="RowValues">Those parameters, from the columns' values.</param>
/// <param name="Typed">A text expression as a value of a type.</param>
internal sealed record BackfillDialect(
    Func<string, string> IsEmptyJson,
    string LockRows,
    Func<int, string> Rows,
    Func<string?[][], IReadOnlyList<(string Name, object? Value)>> RowValues,
    Func<string, string, string> Typed)
{
    /// <summary>A query for the columns of the table <c>@table</c>, each with its type; none if there is no such table.</summary>
    public required string Columns { get; init; }

    /// <summary>
    /// A query for the columns of every index that keeps rows of the table <c>@table</c> unique: the index, the column (NULL for what is
    /// none), and the index's collation where it is not the column's own, and the schema of the operators
    /// that the index compares with. An index that cannot be walked along has a NULL in it.
    /// </summary>
    public required string UniqueColumns { get; init; }

    /// <summary>
    /// Compares texts of any length. On Postgres another schema could offer an operator that fits varchar better than that of pg_catalog.
    /// </summary>
    public required string Equal { get; init; }

    /// <summary>A comparison of columns of the key, from its sign and the schema that <see cref="UniqueColumns"/> gives.</summary>
    public required Func<string, string?, string> Compare { get; init; }

    /// <summary>A column of the key as text that gives exactly the same value again.</summary>
    public required Func<string, string> KeyText { get; init; }

    /// <summary>The value that a parameter gets, from that text.</summary>
    public required Func<string, object> KeyValue { get; init; }

    /// <summary>Whether that text is one. What only the engine can tell, the engine tells when it is used.</summary>
    public required Func<string, bool> IsKey { get; init; }

    /// <summary>How our own tables are read.</summary>
    public required StoredDialect Stored { get; init; }

    /// <summary>A parameter as a value to compare a column of a type with.</summary>
    public required Func<string, string, string> KeyParameter { get; init; }

    /// <summary>A column of the key from its text, within SQL.</summary>
    public required Func<string, string, string> KeyOf { get; init; }

    /// <summary>That text for a person.</summary>
    public required Func<string, string> ShowKey { get; init; }

    /// <summary>Roughly how many rows the table <c>@table</c> has.</summary>
    public required Func<string, string> Estimate { get; init; }

    /// <summary>A query that has a row if the table <c>@table</c> exists.</summary>
    public required string TableExists { get; init; }

    /// <summary>The names of our own tables.</summary>
    public required OwnTables Own { get; init; }

    /// <summary>Creates the tables of backfills where they are missing.</summary>
    public required IReadOnlyList<string> Tables { get; init; }

    /// <summary>Turns a parameter with the text of a UTC time into a value of a column.</summary>
    public required Func<string, string> Timestamp { get; init; }

    /// <summary>The present time by the database's clock, also within a long transaction.</summary>
    public required string Now { get; init; }

    /// <summary>The time as many seconds ago as a parameter says.</summary>
    public required Func<string, string> Ago { get; init; }

    /// <summary>Ends a SELECT whose row is locked.</summary>
    public required string Lock { get; init; }

    /// <summary>Ends a SELECT that passes over rows which others have locked, and locks what it finds.</summary>
    public required string LockFree { get; init; }

    /// <summary>The type of a time, in a column that is added.</summary>
    public required string TimeType { get; init; }

    /// <summary>Lets constraints speak now that would at the commit; null where nothing does.</summary>
    public string? CheckDeferred { get; init; }

    /// <summary>
    /// Whether the engine has one code for a mistake in a statement and for a value that one of its functions refuses: only its message
    /// tells more.
    /// </summary>
    public bool OneCodeForMistakes { get; init; }

    /// <summary>The session, in a number; the engine takes another one for each.</summary>
    public required string Session { get; init; }

    /// <summary>A condition: the session of that number, in a column, has ended.</summary>
    public required Func<string, string> HasEnded { get; init; }

    /// <summary>
    /// A query for why to let others go first: text or NULL, with <c>@table</c> and <c>@lag</c> in seconds; null where nobody is known.
    /// </summary>
    public string? Others { get; init; }

    /// <summary>
    /// How long others are left alone after a batch, as a share of the time that it took. Where there is one writer, whoever else wants to
    /// write asks again only now and then, and gives up in the end if there is never a gap.
    /// </summary>
    public double Rest { get; init; }
}
