using Letta.Migrations.Engines.Sqlite.Sql;
using Letta.Migrations.Schema;
using Index = Letta.Migrations.Schema.Index;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>
/// Which objects are the same in spite of their spelling: SQLite keeps every word as it was written, and other tools choose other words.
/// </summary>
internal static class SqliteEquivalence
{
    /// <summary>A schema in which each object that is the same as the expected one is spelled as that one.</summary>
    public static DatabaseSchema Align(DatabaseSchema actual, DatabaseSchema expected)
        => actual with { Tables = [.. actual.Tables.Select(t => expected.Table(t.Name) is { } other ? Align(t, other) : t)] };

    public static bool Same(SchemaItem one, SchemaItem other) => one.Text == other.Text || Plain(one).Text == Plain(other).Text;

    private static Table Align(Table actual, Table expected) => actual with
    {
        Columns = Align([.. actual.Columns.Select(c => InKey(c, actual, expected))], expected.Columns),
        Constraints = Align(actual.Constraints, expected.Constraints),
        Indexes = Align(actual.Indexes, expected.Indexes),
    };

    private static IReadOnlyList<T> Align<T>(IReadOnlyList<T> actual, IReadOnlyList<T> expected)
        where T : SchemaItem
        => [
            .. actual.Select(
                one => expected.FirstOrDefault(e => e.Name == one.Name && e.GetType() == one.GetType()) is { } other
                    && SameOfTool(one, other)
                        ? other
                        : one)
        ];

    /// <summary>
    /// In a primary key NULL means nothing that somebody relies on: SQLite forbids it in a rowid, and lets it in elsewhere by an old
    /// mistake (https://sqlite.org/lang_createtable.html#the_primary_key).
    /// </summary>
    private static Column InKey(Column column, Table actual, Table expected)
        => actual.Key.Contains(column.Name) && expected.Key.Contains(column.Name) && expected.Column(column.Name) is { } other
            ? column with { Nullable = other.Nullable }
            : column;

    private static bool SameOfTool(SchemaItem actual, SchemaItem expected)
        => Same(
            (actual, expected) is (Column made, Column wanted) && EfCoreTypes.IsOf(made.Type, wanted.Type)
                ? made with { Type = wanted.Type }
                : actual,
            expected);

    private static SchemaItem Plain(SchemaItem item) => item switch
    {
        Column column => column with
        {
            Type = SqliteText.Type(column.Type),
            Default = SqliteText.Expression(column.Default) is { } value && value != "null" ? value : null,
            Computed = SqliteText.Expression(column.Computed),
            Collation = column.Collation?.ToUpperInvariant(),
        },
        Check check => check with { Condition = SqliteText.Expression(check.Condition)! },
        Index index => index with
        {
            Filter = SqliteText.Expression(index.Filter),
            Terms = [.. index.Terms.Select(t => t.IsExpression ? t with { Expression = SqliteText.Expression(t.Expression)! } : t)],
        },
        _ => item,
    };
}
