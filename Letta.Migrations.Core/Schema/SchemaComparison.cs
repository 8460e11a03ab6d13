namespace Letta.Migrations.Schema;

/// <summary>Compares what a schema should be with what it is.</summary>
internal static class SchemaComparison
{
    /// <summary>
    /// Every difference: those of the tables by table, then those of enums, sequences and views. None if the two are the same.
    /// </summary>
    /// <remarks>
    /// The order of columns is not looked at. A view that is not expected is none of the history's business: whoever reads a database may
    /// give it some, and no row and no statement of a revision depends on them.
    /// </remarks>
    public static IReadOnlyList<Difference> Compare(DatabaseSchema expected, DatabaseSchema actual)
    {
        var tables
            = expected.Tables.Concat(actual.Tables).Select(t => t.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return
        [
            .. tables.SelectMany(name => Compare(expected.Table(name), actual.Table(name))),
            .. Compare(null, expected.Enums, actual.Enums),
            .. Compare(null, expected.Sequences, actual.Sequences),
            .. Compare(null, expected.Views, actual.Views).Where(d => d.Kind != DifferenceKind.Extra),
        ];
    }

    /// <summary>The differences as lines for a reader, those of a table under its name.</summary>
    public static IEnumerable<string> Lines(IEnumerable<Difference> differences)
    {
        string? table = null;
        foreach (var difference in differences)
        {
            if (difference.Table is not null && !string.Equals(difference.Table, table, StringComparison.Ordinal))
                yield return $"table \"{difference.Table}\"";
            table = difference.Table;
            yield return table is null ? difference.Line : $"  {difference.Line}";
        }
    }

    private static IEnumerable<Difference> Compare(Table? expected, Table? actual) => (expected, actual) switch
    {
        ({ } missing, null) => [new Difference(DifferenceKind.Missing, null, Named("table", missing.Name), "", null)],
        (null, { } extra) => [new Difference(DifferenceKind.Extra, null, Named("table", extra.Name), null, "")],
        ({ } one, { } other) => [.. Comment(one, other), .. Compare(one.Name, one.Members, other.Members)],
        _ => [],
    };

    private static IEnumerable<Difference> Comment(Table expected, Table actual)
    {
        if (!string.Equals(expected.Comment, actual.Comment, StringComparison.Ordinal))
            yield return new Difference(
                DifferenceKind.Changed, expected.Name, Named("table", expected.Name), Quoted(expected.Comment), Quoted(actual.Comment));
    }

    private static string Quoted(string? comment) => comment is null ? "no comment" : $"comment '{comment}'";

    private static IEnumerable<Difference> Compare(string? table, IEnumerable<SchemaItem> expected, IEnumerable<SchemaItem> actual)
    {
        var should = expected.ToDictionary(o => Named(o.Kind, o.Name), StringComparer.Ordinal);
        var does = actual.ToDictionary(o => Named(o.Kind, o.Name), StringComparer.Ordinal);
        foreach (var (name, one) in should)
        {
            if (!does.TryGetValue(name, out var other))
                yield return new Difference(DifferenceKind.Missing, table, name, one.Text, null);
            else if (!string.Equals(one.Text, other.Text, StringComparison.Ordinal))
                yield return new Difference(DifferenceKind.Changed, table, name, one.Text, other.Text);
        }

        foreach (var (name, other) in does.Where(o => !should.ContainsKey(o.Key)))
            yield return new Difference(DifferenceKind.Extra, table, name, null, other.Text);
    }

    private static string Named(string kind, string name) => $"{kind} \"{name}\"";
}
