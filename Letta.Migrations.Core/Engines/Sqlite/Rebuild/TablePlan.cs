using Letta.Migrations.Engines.Sqlite.Sql;
using Microsoft.Data.Sqlite;

namespace Letta.Migrations.Engines.Sqlite.Rebuild;

/// <summary>
/// The statements that bring a table from what it is to what it shall be: a pure function of both. What SQLite can do in place and
/// cheaply is done in place; everything else is the procedure of https://sqlite.org/lang_altertable.html#otheralter.
/// </summary>
internal static class TablePlan
{
    private const string NewTable = "migration_rebuild_";

    private static readonly string[] RowidNames = ["rowid", "_rowid_", "oid"];

    /// <summary>The name of a table while its rows are copied.</summary>
    public static string NewName(string table) => NewTable + table;

    /// <param name="actual">The table as it is; null if it is to be created.</param>
    /// <param name="held">The table as it shall be.</param>
    /// <param name="schema">The schema as it is: whatever belongs to the table or mentions it.</param>
    public static IReadOnlyList<string> For(TableDefinition? actual, PendingTable held, SchemaSnapshot schema)
    {
        var wanted = held.Definition.Numbered();
        actual = actual?.Numbered();
        IEnumerable<string> statements = actual is null ? [TableText.Create(wanted)]
            : IsSame(actual, wanted) ? []
            : Additions(actual, wanted) ?? Removal(actual, wanted, schema) ?? Rebuild(actual, wanted, schema);
        return [.. statements, .. held.Indexes.Select(i => i.Create(wanted))];
    }

    /// <summary>True if the statements of a plan copy the table.</summary>
    public static bool IsRebuild(IReadOnlyList<string> plan, string table) => plan.Contains(Copied(table));

    private static bool IsSame(TableDefinition actual, TableDefinition wanted)
        => !wanted.Columns.Any(c => c.IsNew) && TableText.Create(actual, wanted.Name) == TableText.Create(wanted);

    /// <summary>ALTER TABLE ADD COLUMN for each new column; null if that is not all there is to do, or more than SQLite can.</summary>
    private static List<string>? Additions(TableDefinition actual, TableDefinition wanted)
    {
        var added = wanted.Columns.Where(c => c.IsNew).ToList();
        var keys = wanted.ForeignKeys.Where(f => f is { InlineOn: null, Columns: [var own] } && added.Any(c => SqlName.Same(c.Name, own)))
            .ToList();
        var rest = wanted with
        {
            Columns = [.. wanted.Columns.Where(c => !c.IsNew)],
            Constraints = [.. wanted.Constraints.Where(c => !keys.Contains(c))],
        };
        if (added.Count == 0
            || !added.All(CanBeAdded)
            || !wanted.Columns.Take(actual.Columns.Count).SequenceEqual(rest.Columns)
            || !IsSame(actual, rest))
            return null;

        return
        [
            .. added.Select(c => $"ALTER TABLE {SqlName.Quote(wanted.Name)} ADD COLUMN " + string.Join(' ', keys
                .Where(f => f.Involves(c.Name))
                .Select(f => (f with { InlineOn = c.Name }).Text)
                .Prepend(c.Text))),
        ];
    }

    /// <summary>A default that is not a literal cannot be given to rows that exist, and NOT NULL needs one that is not NULL.</summary>
    private static bool CanBeAdded(TableColumn column)
        => column is { Fill: null, Generated: null, Identity: false }
            && (column.Default is null || SqlExpression.IsLiteral(column.Default))
            && (column.NotNull is null || (column.Default is not null && !SqlName.Same(column.Default, "NULL")));

    /// <summary>
    /// ALTER TABLE DROP COLUMN for one column that nothing else mentions. It writes every row again: more than one are better copied.
    /// </summary>
    private static List<string>? Removal(TableDefinition actual, TableDefinition wanted, SchemaSnapshot schema)
    {
        var gone = actual.Columns.Where(c => wanted.Column(c.Name) is null).ToList();
        if (gone is not [var column] || column.Generated is not null || actual.Constraints.Any(c => c.Involves(column.Name)))
            return null;

        var mentions
            = schema.Views.Concat(schema.Triggers).Concat(schema.Indexes(wanted.Name))
                .Any(o => SqlExpression.Mentions(o.Sql!, column.Name));
        return !mentions && !wanted.Columns.Any(c => c.IsNew) && IsSame(actual.RemoveColumn(column.Name), wanted)
            ? [$"ALTER TABLE {SqlName.Quote(wanted.Name)} DROP COLUMN {SqlName.Quote(column.Name)}"]
            : null;
    }

    private static List<string> Rebuild(TableDefinition actual, TableDefinition wanted, SchemaSnapshot schema)
    {
        var (name, copy) = (SqlName.Quote(wanted.Name), SqlName.Quote(NewName(wanted.Name)));
        return
        [
            TableText.Create(wanted, NewName(wanted.Name)),
            Copy(actual, wanted),
            .. Numbering(actual, wanted),
            $"DROP TABLE {name}",

            // Without it, RENAME would look at every view and trigger, and refuse those that mention the table that is not there yet.
            "PRAGMA legacy_alter_table = ON",
            $"ALTER TABLE {copy} RENAME TO {name}",
            "PRAGMA legacy_alter_table = OFF",
            .. schema.Indexes(wanted.Name).Select(i => i.Sql!),
            .. schema.TriggersOn(wanted.Name).Select(t => t.Sql!),
        ];
    }

    private static string Copied(string table) => $"ALTER TABLE {SqlName.Quote(NewName(table))} RENAME TO {SqlName.Quote(table)}";

    /// <summary>
    /// One INSERT … SELECT, so that no row passes through this process. Without ORDER BY SQLite may read a covering index instead of the
    /// table, and the rows would change their order. Without OR ABORT a constraint with an ON CONFLICT clause of its own could drop rows
    /// that a new type makes equal. A new column that is left out gets its default, or its number.
    /// </summary>
    private static string Copy(TableDefinition actual, TableDefinition wanted)
    {
        var columns = wanted.Written.Where(c => !c.IsNew || c.Fill is not null).ToList();
        var into = columns.Select(c => SqlName.Quote(c.Name)).ToList();
        var from = columns.Select(c => c.Fill is { } fill ? $"({fill})" : SqlName.Quote(c.Name)).ToList();
        var rowid = actual.WithoutRowid ? null : RowidNames.FirstOrDefault(n => actual.Column(n) is null && wanted.Column(n) is null);
        if (rowid is not null && !wanted.WithoutRowid && wanted.RowidColumn is null)
        {
            into.Insert(0, rowid);
            from.Insert(0, rowid);
        }

        if (into.Count == 0 && wanted.RowidColumn is { } number)
        {
            into.Add(SqlName.Quote(number.Name));
            from.Add("NULL");
        }

        var order = rowid ?? (actual.RowidColumn is { } alias ? SqlName.Quote(alias.Name) : null);
        return $"INSERT OR ABORT INTO {SqlName.Quote(NewName(wanted.Name))} ({string.Join(", ", into)})\n"
            + $"SELECT {string.Join(", ", from)} FROM {SqlName.Quote(wanted.Name)}"
            + (order is null ? "" : $" ORDER BY {order}");
    }

    /// <summary>AUTOINCREMENT goes on where it was, though the highest numbers may have been deleted since.</summary>
    private static IEnumerable<string> Numbering(TableDefinition actual, TableDefinition wanted)
    {
        if (actual.IdentityColumn is null || wanted.RowidColumn is not { Identity: true })
            return [];

        var (name, copy) = (SqlName.Text(wanted.Name), SqlName.Text(NewName(wanted.Name)));
        return
        [
            $"DELETE FROM sqlite_sequence WHERE name = {copy}",
            $"INSERT INTO sqlite_sequence (name, seq) SELECT {copy}, seq FROM sqlite_sequence WHERE name = {name}",
        ];
    }

    /// <summary>What SQLite said of a table's copy, said of the table.</summary>
    public static StatementFailedException UnderItsOwnName(StatementFailedException e, string table)
        => e.InnerException is SqliteException s
            ? new StatementFailedException(
                e.Sql,
                new SqliteException(
                    s.Message.Replace(NewName(table), table, StringComparison.Ordinal), s.SqliteErrorCode, s.SqliteExtendedErrorCode))
            : e;
}
