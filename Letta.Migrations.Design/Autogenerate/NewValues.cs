using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>What the rows that exist get in a column that is new.</summary>
/// <param name="from">The schema as it is.</param>
/// <param name="to">The schema as it is to be.</param>
/// <param name="back">Whether this is the downgrade.</param>
internal sealed class NewValues(DatabaseSchema from, DatabaseSchema to, bool back)
{
    private readonly ColumnCode _words = new([.. to.Enums, .. from.Enums]);

    /// <summary>
    /// Whether they need a value and there is none that could be right. On the downgrade the column is left nullable, unless it is in the
    /// key.
    /// </summary>
    public bool IsMissing(Table table, Column column) => IsWithout(table, column) && (!back || table.Key.Contains(column.Name));

    /// <summary>Whether it is NULL in all of them.</summary>
    public bool AreNull(Table table, Column column)
        => (column is { Nullable: true, Default: null, Computed: null } || IsWithout(table, column)) && !AreUnknown(table, column);

    /// <summary>Whether each has another: a number, or what is computed.</summary>
    public bool AreUnknown(Table table, Column column)
        => column.Identity is not null || column.Computed is not null || Serial(table.Name, column) is not null;

    /// <summary>Whether an expression is over a column that is new, so that it cannot be asked of the rows yet.</summary>
    public static bool AreMentioned(Table before, Table after, string sql)
        => after.Columns.Any(c => before.Column(c.Name) is null && Identifier.IsIn(c.Name, sql));

    /// <summary>What <c>serial</c> makes of a new column; null if it is none.</summary>
    public string? Serial(string table, Column column)
        => to.Sequences.Select(s => from.Sequences.Any(o => o.Name == s.Name) ? null : Sequences.SerialType(table, column, s))
            .FirstOrDefault(t => t is not null);

    /// <summary>Whether the column comes with a value for the rows that exist, or takes none.</summary>
    public bool IsFilled(string table, Column column)
        => column.Nullable || AreUnknownOrDefault(table, column);

    private bool IsWithout(Table table, Column column)
        => !IsFilled(table.Name, column) && Values.Placeholder(table, column, _words) is null;

    private bool AreUnknownOrDefault(string table, Column column)
        => column.Identity is not null
            || column.Computed is not null
            || Serial(table, column) is not null
            || (column.Default is not null && Sequences.DrawnBy(column) is null);
}
