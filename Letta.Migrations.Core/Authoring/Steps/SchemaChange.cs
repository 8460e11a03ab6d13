namespace Letta.Migrations.Authoring;

/// <summary>One change of the schema in words, in pieces: changes of one kind share a sentence.</summary>
/// <param name="Sign"><c>+</c>, <c>−</c>, or nothing.</param>
/// <param name="Kind">What kind of object, e.g. <c>index</c>; nothing for a column.</param>
/// <param name="Name">Which object.</param>
/// <param name="Column">Which column of it; null if it is not about one.</param>
/// <param name="After">What it becomes, e.g. <c>→ text</c>.</param>
internal sealed record SchemaChange(string Sign, string Kind, string Name, string? Column = null, string After = "")
{
    public const string Added = "+";
    public const string Dropped = "−";
    private const string Replaced = "→";

    /// <summary>
    /// Names in backquotes: <c>+ table `a`, `b`</c>, <c>`a.{b, c}` → text</c>. The order is that of the first change of each kind.
    /// </summary>
    public static IReadOnlyList<string> Sentences(IEnumerable<SchemaChange> changes)
        =>
        [
            .. WithReplaced([.. changes])
                .GroupBy(c => (c.Sign, c.Kind, Table: c.Column is null ? null : c.Name, c.After))
                .Select(g => string.Join(' ', Words(g.Key.Sign, g.Key.Kind, Names(g.Key.Table, [.. g]), g.Key.After))),
        ];

    /// <summary>What is dropped and created under the same name is replaced.</summary>
    private static IEnumerable<SchemaChange> WithReplaced(IReadOnlyList<SchemaChange> changes)
    {
        var added = Ids(changes, Added);
        var dropped = Ids(changes, Dropped);
        return changes
            .Where(c => c.Sign != Dropped || !added.Contains(c.Id))
            .Select(c => c.Sign == Added && dropped.Contains(c.Id) ? c with { Sign = Replaced } : c);
    }

    private (string Kind, string Name, string? Column) Id => (Kind, Name, Column);

    private static HashSet<(string Kind, string Name, string? Column)> Ids(IEnumerable<SchemaChange> changes, string sign)
        => [.. changes.Where(c => c.Sign == sign).Select(c => c.Id)];

    private static string Names(string? table, IReadOnlyList<SchemaChange> changes) => (table, changes) switch
    {
        (null, _) => string.Join(", ", changes.Select(c => $"`{c.Name}`")),
        (_, [var only]) => $"`{table}.{only.Column}`",
        _ => $"`{table}.{{{string.Join(", ", changes.Select(c => c.Column))}}}`",
    };

    private static IEnumerable<string> Words(params string[] words) => words.Where(w => w.Length > 0);
}
