using Letta.Migrations.Product;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines.Sqlite.Adopting;

/// <summary>
/// Drift is what no rebuild can bring into shape without inventing or losing something: a table or a column that is missing or extra, and
/// a column whose values are of another kind.
/// </summary>
/// <param name="companion">The record of the other tool; its tables are no difference.</param>
internal sealed class SqliteAdoptionRules(CompanionRecord? companion) : IAdoptionRules
{
    /// <summary>Python's driver commits before every statement that changes a table.</summary>
    public bool CompanionLeavesHalves => true;

    public IReadOnlyList<Difference> Compare(DatabaseSchema expected, DatabaseSchema actual)
        => [.. CompareClosely(expected, actual).Where(d => IsDrift(d, expected, actual))];

    /// <summary>The drift, and what a rebuild can bring into shape.</summary>
    public IReadOnlyList<Difference> CompareClosely(DatabaseSchema expected, DatabaseSchema actual)
        => SchemaComparison.Compare(
            expected,
            companion is null
                ? SqliteEquivalence.Align(EfCoreRecord.LeaveOut(actual, expected), expected)
                : actual with
                {
                    Tables = [.. actual.Tables.Where(t => expected.Table(t.Name) is not null || !companion.IsItsOwn(t.Name))]
                });

    private static bool IsDrift(Difference difference, DatabaseSchema expected, DatabaseSchema actual)
    {
        if (difference.Table is null)
            return true;
        if (!difference.Object.StartsWith("column ", StringComparison.Ordinal))
            return false;
        if (difference.Kind is not DifferenceKind.Changed)
            return true;

        return KindOf(
            expected.Table(difference.Table)!.Column(difference.Name)!) != KindOf(actual.Table(difference.Table)!.Column(difference.Name)!);
    }

    /// <summary>
    /// By SQLite's rules of affinity (https://sqlite.org/datatype3.html#determination_of_column_affinity). BLOB is one with the types that
    /// have none of the words, such as JSON, DATETIME, BOOLEAN and BINARY: a vector is the one in tables of another tool, and the other in
    /// ours.
    /// </summary>
    private static string KindOf(Column column)
    {
        (string Word, string Kind)[] words = [
            ("INT", "integer"), ("CHAR", "text"), ("CLOB", "text"), ("TEXT", "text"), ("REAL", "real"), ("FLOA", "real"), ("DOUB", "real")
        ];
        return words.FirstOrDefault(w => column.Type.Contains(w.Word, StringComparison.OrdinalIgnoreCase)).Kind ?? "any";
    }
}
