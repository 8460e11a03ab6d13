using Letta.Migrations.Engines.Sqlite.Sql;
using Letta.Migrations.Schema;
using Index = Letta.Migrations.Schema.Index;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>Reads what a SQLite file holds from the statements that made it, without our own bookkeeping.</summary>
internal static class SqliteCatalogReader
{
    public static DatabaseSchema Read(SchemaSnapshot schema)
        => new([.. schema.Tables.Where(t => !schema.Own.Contains(t)).Order(StringComparer.Ordinal).Select(t => Table(schema, t))], [], [])
        {
            Views = [.. schema.Views.Select(View).OrderBy(v => v.Name, StringComparer.Ordinal)],
        };

    private static Table Table(SchemaSnapshot schema, string name)
    {
        List<Trigger> triggers = [.. schema.TriggersOn(name).Select(t => new Trigger(t.Name, t.Sql!))];
        List<Index> indexes = [.. schema.Indexes(name).Select(IndexReader.Read)];
        if (schema.IsVirtual(name))
            return new Table(name, [], [], indexes, triggers);

        var table = schema.Table(name)!;
        var constraints = new List<Constraint>();
        foreach (var constraint in table.Constraints)
        {
            var label = constraint.Name ?? constraint.ImplicitName(table.Name);
            var others = constraints.Count(c => c.Name == label || c.Name.StartsWith($"{label} (", StringComparison.Ordinal));
            constraints.Add(Constraint(schema, constraint, others == 0 ? label : $"{label} ({others + 1})"));
        }

        foreach (var unique in constraints.OfType<UniqueConstraint>().ToList())
        {
            if (indexes.RemoveAll(i => i.Name == SqliteIndexes.NullsIndex(unique.Name)) > 0)
                constraints[constraints.IndexOf(unique)] = unique with { NullsNotDistinct = true };
        }

        return new Table(name, [.. table.Columns.Select(Column)], constraints, indexes, triggers);
    }

    /// <summary>
    /// What stands behind its name, without its layout: statements that differ in blanks, or in the case of words, make the same view.
    /// </summary>
    private static View View(SchemaObject view)
    {
        var definition = SqlTokenizer.Tokens(view.Sql!)
            .SkipWhile(t => !t.IsWord("VIEW")).Skip(1)
            .SkipWhile(t => !t.Names(view.Name)).Skip(1)
            .Select(t => t.Kind is SqlTokenKind.Word ? t.Value.ToLowerInvariant() : view.Sql![t.Start..t.End]);
        return new View(view.Name, string.Join(' ', definition));
    }

    private static Column Column(TableColumn column)
        => new(column.Name, column.Type, column.NotNull is null, column.Default)
        {
            Collation = column.Collation,
            Identity = column.Identity ? "identity" : null,
            Computed = column.Generated?.Expression,
            Stored = column.Generated?.Stored ?? true,
        };

    private static Constraint Constraint(SchemaSnapshot schema, TableConstraint constraint, string name) => constraint switch
    {
        KeyConstraint { IsPrimary: true } key => new PrimaryKey(name, [.. key.ColumnNames]),
        KeyConstraint key => new UniqueConstraint(name, [.. key.ColumnNames]),
        CheckConstraint check => new Check(name, $"({check.Condition})"),
        ForeignKeyConstraint key => new ForeignKey(
            name,
            key.Columns,
            key.Parent,
            key.ParentColumns.Count > 0 ? key.ParentColumns : [.. schema.Table(key.Parent)?.PrimaryKey?.ColumnNames ?? []])
        {
            OnDelete = key.OnDelete?.ToLowerInvariant(),
            OnUpdate = key.OnUpdate?.ToLowerInvariant(),
            Deferral = key.Deferral?.ToLowerInvariant(),
        },
        _ => new OtherConstraint(name, constraint.Text),
    };
}
