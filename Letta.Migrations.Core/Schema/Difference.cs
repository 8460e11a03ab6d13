namespace Letta.Migrations.Schema;

/// <summary>One way in which an actual schema departs from the expected one.</summary>
/// <param name="Kind">Which way.</param>
/// <param name="Table">The table it is in; null for an enum or a sequence, and for a whole table.</param>
/// <param name="Object">What it is about, e.g. <c>index "ix_agents_created_at"</c>.</param>
/// <param name="Expected">The object as it should be; null if it should not be.</param>
/// <param name="Actual">The object as it is; null if it is not.</param>
internal sealed record Difference(DifferenceKind Kind, string? Table, string Object, string? Expected, string? Actual)
{
    /// <summary>The difference in one line, without its table.</summary>
    public string Line => Kind switch
    {
        DifferenceKind.Missing => $"missing  {Object}{After(Expected)}",
        DifferenceKind.Extra => $"extra    {Object}{After(Actual)}",
        _ => $"changed  {Object}: expected {Expected}, actual {Actual}",
    };

    /// <summary>What kind of object it is about, e.g. <c>index</c>.</summary>
    public string ObjectKind => HasName ? Object[..Object.IndexOf(" \"", StringComparison.Ordinal)] : Object;

    /// <summary>Whether that object has a name: a table's comment has none.</summary>
    public bool HasName => Object.EndsWith('"');

    /// <summary>The name of the object that it is about.</summary>
    public string Name => Object[(Object.IndexOf('"', StringComparison.Ordinal) + 1)..^1];

    /// <summary>The difference in one line that stands alone.</summary>
    public override string ToString() => Table is null ? Line : $"{Line} of \"{Table}\"";

    private static string After(string? text) => string.IsNullOrEmpty(text) ? "" : $" {text}";
}
