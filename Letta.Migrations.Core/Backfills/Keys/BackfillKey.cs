using Letta.Migrations.Schema;

namespace Letta.Migrations.Backfills;

/// <summary>The key along which a table is walked, in the order of the index that keeps it unique.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Dialect">How the engine spells it.</param>
internal sealed record BackfillKey(string Table, IReadOnlyList<WalkedColumn> Columns, BackfillDialect Dialect)
{
    /// <summary>The columns as an ORDER BY lists them.</summary>
    /// <param name="prefix">The columns of a subquery, by number; null for the table's own.</param>
    /// <param name="descending">From the last key to the first.</param>
    public string Order(string? prefix = null, bool descending = false)
        => string.Join(
            ", ", Columns.Select((c, i) => $"{(prefix is null ? Qualify(c) : $"{prefix}{i}")}{Collate(c)}{(descending ? " desc" : "")}"));

    /// <summary>A comparison of the key with one that is given in parameters.</summary>
    /// <param name="comparison">&gt;, &lt;= or =.</param>
    /// <param name="parameters">How the parameters begin.</param>
    public string Compare(string comparison, string parameters)
    {
        if (Columns.DistinctBy(c => c.Operators).Skip(1).Any())
            return Compare(comparison, parameters, 0);

        var columns = string.Join(", ", Columns.Select(c => Qualify(c) + Collate(c)));
        var values = string.Join(", ", Columns.Select((c, i) => Value(parameters, i)));
        var operation = Dialect.Compare(comparison, Columns[0].Operators);
        return Columns.Count == 1 ? $"{columns} {operation} {values}" : $"({columns}) {operation} ({values})";
    }

    /// <summary>The same column by column: one operator cannot stand for those of several schemas.</summary>
    private string Compare(string comparison, string parameters, int column)
    {
        var last = column == Columns.Count - 1;
        var strict = last ? comparison : comparison[..1]; // All but the last one decide only where they differ.
        string Is(string sign)
            => $"{Qualify(Columns[column])}{Collate(Columns[column])} {Dialect.Compare(sign, Columns[column].Operators)} {Value(parameters, column)}";
        if (last)
            return Is(strict);

        var rest = $"({Is("=")} and {Compare(comparison, parameters, column + 1)})";
        return comparison == "=" ? rest : $"({Is(strict)} or {rest})";
    }

    private string Value(string parameters, int column) => Dialect.KeyParameter($"@{parameters}{column}", Columns[column].Type);

    /// <summary>A key as parameters.</summary>
    public IEnumerable<(string Name, object? Value)> Values(string[] key, string parameters)
        => key.Select((text, i) => ($"{parameters}{i}", (object?)Dialect.KeyValue(text)));

    /// <summary>A column, by the table's name: a statement may have other tables beside it.</summary>
    public string Qualify(WalkedColumn column) => $"{Quote(Table)}.{Quote(column.Name)}";

    public static string Quote(string name) => SqlIdentifier.Quote(name);

    /// <summary>What follows a column so that it is compared as its index compares it.</summary>
    public static string Collate(WalkedColumn column) => column.Collation is { } collation ? $" collate {Quote(collation)}" : "";
}
