namespace Letta.Migrations.Records;

/// <summary>A column of one of our own tables.</summary>
/// <param name="Name">Its name, as a user sees it.</param>
/// <param name="Sql">How it is read.</param>
/// <param name="Kind">What it holds.</param>
internal sealed record StoredColumn(string Name, string Sql, StoredKind Kind = StoredKind.Any)
{
    /// <summary>Columns of the table <c>t</c>.</summary>
    public static IEnumerable<StoredColumn> Named(params IEnumerable<string> names) => names.Select(n => new StoredColumn(n, $"t.{n}"));
}
