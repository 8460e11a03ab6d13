using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>The operations that make the columns of one table from those of another.</summary>
internal sealed class ColumnPlan(DatabaseSchema from, DatabaseSchema to, ColumnCode words, IReadOnlySet<object> guesses, bool back)
{
    /// <summary>Stands above what only Postgres could tell.</summary>
    public const string Doubt = "SQLite does not tell what type this was on Postgres: generate this revision against Postgres to be sure.";

    private readonly NewValues _values = new(from, to, back);

    public bool IsGuess(Column column) => guesses.Contains(column);

    public IEnumerable<Operation> Steps(Table before, Table after)
    {
        var (name, changed, again) = (after.Name, Changed(before, after), Again(before, after));
        return
        [
            .. again.Select(p => ColumnOperations.Drop(name, p.From.Name)),
            .. before.Columns.Where(c => c.Computed is not null && after.Column(c.Name) is null)
                .Select(c => ColumnOperations.Drop(name, c.Name)),
            .. after.Columns.Where(c => c.Computed is null && before.Column(c.Name) is null).SelectMany(c => Add(after, c)),
            .. changed.Except(again).SelectMany(p => Alter(name, p.From, p.To)),
            .. before.Columns.Where(c => c.Computed is null && after.Column(c.Name) is null && !GoesFirst(c))
                .Select(c => ColumnOperations.Drop(name, c.Name)),
            .. after.Columns.Where(c => c.Computed is not null && (before.Column(c.Name) is null || again.Any(p => p.To.Name == c.Name)))
                .SelectMany(c => Add(after, c)),
        ];
    }

    /// <summary>What <c>serial</c> makes of a new column; null if it is none.</summary>
    public string? Serial(string table, Column column) => _values.Serial(table, column);

    /// <summary>
    /// Columns that are computed again, as they were and as they are to be: they go before what they are made of changes, and come after.
    /// Postgres alters no column that another is computed from.
    /// </summary>
    public static List<(Column From, Column To)> Again(Table before, Table after)
    {
        var reshaped = Changed(before, after).Where(p => p.From.Type != p.To.Type || p.From.Collation != p.To.Collation).ToList();
        return
        [
            .. after.Columns.Select(c => (From: before.Column(c.Name)!, To: c)).Where(p => p.From is not null && IsAgain(p.From, p.To)),
        ];

        bool IsAgain(Column from, Column to)
            => from.Computed is { } text && ReferenceEquals(from, to)
                ? reshaped.Exists(r => Identifier.IsIn(r.From.Name, text))
                : !ReferenceEquals(from, to) && (from.Computed is not null || to.Computed is not null);
    }

    private static List<(Column From, Column To)> Changed(Table before, Table after)
        => [
            .. after.Columns.Select(c => (From: before.Column(c.Name)!, To: c))
                .Where(p => p.From is not null && !ReferenceEquals(p.From, p.To))
        ];

    /// <summary>
    /// What is NOT NULL and has no default comes nullable, is given a value in the rows that exist, and becomes NOT NULL.
    /// </summary>
    private IEnumerable<Operation> Add(Table table, Column column)
    {
        var serial = Serial(table.Name, column);
        var drawn = serial is null ? Sequences.DrawnBy(column) : null;
        var filled = _values.IsFilled(table.Name, column);
        yield return ColumnOperations.Add(table.Name, column, nullable: !filled || column.Nullable, serial, words) with
        {
            Comment = IsGuess(column) ? Doubt : null
        };
        if (column.Comment is not null)
            yield return ColumnOperations.Comment(table.Name, column);
        if (!filled && Values.Placeholder(table, column, words) is { } value)
        {
            yield return RowOperations.Fill(table, column.Name, value) with
            {
                Comment = back
                    ? $"What was in the column is gone: rows that exist get {value}."
                    : $"Rows that exist get {value}: say here what is right for them.",
            };
            yield return ColumnOperations.Alter(table.Name, column with { Nullable = true }, column, words);
        }
        else if (!filled)
        {
            yield return back
                ? RowOperations.SetNotNullIfFilled(table.Name, column.Name)
                : ColumnOperations.Alter(table.Name, column with { Nullable = true }, column, words);
        }

        if (drawn is not null)
            yield return ColumnOperations.Draw(table.Name, column.Name, drawn);
    }

    /// <summary>
    /// Whether the column is of an enum and goes, and the enum loses labels: it goes first, so that no row's value stands in the way.
    /// </summary>
    public bool GoesFirst(Column column) => Lost(column).Count > 0;

    /// <summary>Whether the default is a label that its enum loses: it goes before the label does.</summary>
    public bool DefaultGoesFirst(Column column)
        => column.Default is { } value
            && Lost(column) is { Count: > 0 } lost
            && SqlLiteral.TextOf(value, column.Type) is { } label
            && lost.Contains(label);

    private List<string> Lost(Column column)
        => from.Enums.FirstOrDefault(e => e.Name == column.Type.Trim('"')) is { } before
            && to.Enums.FirstOrDefault(e => e.Name == before.Name) is { } after
            ? [.. before.Labels.Except(after.Labels, StringComparer.Ordinal)]
            : [];

    private IEnumerable<Operation> Alter(string table, Column before, Column after)
    {
        var reshaped = before.Type != after.Type || before.Collation != after.Collation || before.Nullable != after.Nullable;
        // Postgres keeps a default as an expression of the old type.
        var retyped = ColumnCode.Split(before.Type).Name != ColumnCode.Split(after.Type).Name && Sequences.DrawnBy(after) is null;
        var setsDefault = before.Default != after.Default || (retyped && after.Default is not null);
        var (drew, draws) = (Sequences.DrawnBy(before), Sequences.DrawnBy(after));
        if (before.Identity is not null && before.Identity != after.Identity && after.Identity is null)
            yield return ColumnOperations.ChangeIdentity(table, before.Name, before.Identity, null);
        if (setsDefault && drew is not null)
            yield return ColumnOperations.StopDrawing(table, before.Name);
        else if (setsDefault
            && before.Default is not null
            && !DefaultGoesFirst(before)
            && (after.Default is null || before.Type != after.Type))
            yield return ColumnOperations.DropDefault(table, before.Name);
        if (reshaped)
            yield return ColumnOperations.Alter(table, before, after, words) with
            {
                Comment = IsGuess(after) ? Doubt : Values.Narrowing(before.Type, after.Type)
            };
        if (setsDefault && draws is not null)
            yield return ColumnOperations.Draw(table, after.Name, draws);
        else if (setsDefault && after.Default is not null)
            yield return ColumnOperations.SetDefault(table, after, words);
        if (after.Identity is not null && before.Identity != after.Identity)
            yield return ColumnOperations.ChangeIdentity(table, after.Name, before.Identity, after.Identity);
        if (before.Comment != after.Comment)
            yield return ColumnOperations.Comment(table, after);
    }
}
