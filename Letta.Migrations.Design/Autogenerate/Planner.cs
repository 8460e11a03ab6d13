using Letta.Migrations.Schema;
using Index = Letta.Migrations.Schema.Index;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>
/// The operations that make one schema of another, in the order in which each finds what it needs: what hangs on others goes first and
/// comes last. What is the same object in both is the same; the downgrade is the plan with the two exchanged.
/// </summary>
internal sealed class Planner
{
    private readonly DatabaseSchema _from;
    private readonly DatabaseSchema _to;
    private readonly ColumnCode _words;
    private readonly ColumnPlan _columns;
    private readonly IReadOnlyList<Table> _created;
    private readonly IReadOnlyList<Table> _dropped;
    private readonly IReadOnlyList<(Table From, Table To)> _changed;
    private readonly IReadOnlyList<(string Table, ForeignKey Key)> _released;

    private Planner(DatabaseSchema from, DatabaseSchema to, IReadOnlySet<object> guesses, bool back)
    {
        (_from, _to) = (from, to);
        _words = new ColumnCode([.. to.Enums, .. from.Enums]);
        _columns = new ColumnPlan(from, to, _words, guesses, back);
        _created = [.. to.Tables.Where(t => from.Table(t.Name) is null)];
        _dropped = [.. from.Tables.Where(t => to.Table(t.Name) is null)];
        _changed = [
            .. to.Tables.Select(t => (From: from.Table(t.Name)!, To: t)).Where(p => p.From is not null && !ReferenceEquals(p.From, p.To))
        ];
        _released = Released();
    }

    /// <param name="from">The schema as it is.</param>
    /// <param name="to">The schema as it is to be; what stays is the same object.</param>
    /// <param name="guesses">What is not known for certain.</param>
    /// <param name="back">Whether this is the downgrade.</param>
    public static IReadOnlyList<Operation> Plan(DatabaseSchema from, DatabaseSchema to, IReadOnlySet<object> guesses, bool back = false)
        => [.. new Planner(from, to, guesses, back).Steps()];

    /// <summary>The operations that make a schema from nothing.</summary>
    public static IReadOnlyList<Operation> Plan(DatabaseSchema to) => Plan(DatabaseSchema.Empty, to, new HashSet<object>());

    private IEnumerable<Operation> Steps() =>
    [
        .. _to.Extensions.Except(_from.Extensions, StringComparer.Ordinal).Select(TypeOperations.CreateExtension),
        .. Gone<ForeignKey>().Select(c => KeyOperations.Drop(c.Table, c.Item)),
        .. _dropped.SelectMany(t => t.Constraints.OfType<ForeignKey>()
            .Where(k => k.Parent != t.Name && _dropped.Any(d => d.Name == k.Parent))
            .Select(k => KeyOperations.Drop(t.Name, k))),
        .. _released.Select(k => KeyOperations.Drop(k.Table, k.Key)),
        .. _changed.SelectMany(
            p => p.From.Indexes.Where(i => !Stays(p.From, p.To, i)).Select(i => IndexOperations.Drop(p.From.Name, i.Name))),
        .. Gone<Check>().Select(c => KeyOperations.Drop(c.Table, c.Item)),
        .. Gone<UniqueConstraint>().Select(c => KeyOperations.Drop(c.Table, c.Item)),
        .. Gone<PrimaryKey>().Select(c => KeyOperations.Drop(c.Table, c.Item)),
        .. _dropped.Select(t => TableOperations.Drop(t.Name)),
        .. _changed.SelectMany(p => p.From.Columns.Where(c => p.To.Column(c.Name) is null && _columns.GoesFirst(c))
            .Select(c => ColumnOperations.Drop(p.From.Name, c.Name))),
        .. _changed.SelectMany(p => p.From.Columns.Where(c => p.To.Column(c.Name) is not null && _columns.DefaultGoesFirst(c))
            .Select(c => ColumnOperations.DropDefault(p.From.Name, c.Name))),
        .. Types(),
        .. _to.Sequences.Where(s => _from.Sequences.All(o => o.Name != s.Name) && !IsSerial(_to, s))
            .Select(s => TypeOperations.Create(s with { Owner = null })),
        .. _created.SelectMany(t => TableOperations.Create(t, _words, c => Serial(t.Name, c))
            .Select(o => t.Columns.Any(_columns.IsGuess) ? o with { Comment = ColumnPlan.Doubt } : o)),
        .. _created.SelectMany(t => t.Columns.Where(c => Serial(t.Name, c) is null && Sequences.DrawnBy(c) is not null)
            .Select(c => ColumnOperations.Draw(t.Name, c.Name, Sequences.DrawnBy(c)!))),
        .. _changed.SelectMany(p => _columns.Steps(p.From, p.To)),
        .. ChangedSequences(),
        .. Come<PrimaryKey>().Select(c => KeyOperations.Create(c.Table, c.Item)),
        .. Come<UniqueConstraint>().Select(c => KeyOperations.Create(c.Table, c.Item)),
        .. _created.SelectMany(t => t.Constraints.OfType<UniqueConstraint>().Select(c => KeyOperations.Create(t.Name, c))),
        .. Come<Check>().Select(c => KeyOperations.Create(c.Table, c.Item)),
        .. _created.SelectMany(t => t.Constraints.OfType<Check>().Select(c => KeyOperations.Create(t.Name, c) with { Long = false })),
        .. _created.SelectMany(t => t.Indexes.Select(i => IndexOperations.Create(t.Name, i, concurrently: false))),
        .. _changed.SelectMany(
            p => p.To.Indexes.Where(i => !Stays(p.From, p.To, i)).Select(i => IndexOperations.Create(p.To.Name, i, concurrently: true))),
        .. _created.SelectMany(t => t.Constraints.OfType<ForeignKey>().Select(c => KeyOperations.Create(t.Name, c) with { Long = false })),
        .. Come<ForeignKey>().Select(c => KeyOperations.Create(c.Table, c.Item)),
        .. _released.Select(k => KeyOperations.Create(k.Table, k.Key)),
        .. _changed.Where(p => p.From.Comment != p.To.Comment).Select(p => TableOperations.Comment(p.To.Name, p.To.Comment)),
        .. _from.Enums.Where(e => _to.Enums.All(o => o.Name != e.Name)).Select(TypeOperations.Drop),
    ];

    private IEnumerable<Operation> Types()
    {
        foreach (var type in _to.Enums)
        {
            var before = _from.Enums.FirstOrDefault(e => e.Name == type.Name);
            if (before is null)
                yield return TypeOperations.Create(type);
            else if (!before.Labels.SequenceEqual(type.Labels, StringComparer.Ordinal))
                yield return TypeOperations.Change(before, type, ColumnsOf(type));
        }
    }

    /// <summary>The columns that are of the type while it changes: those that come or go with it are not.</summary>
    private List<(string Table, string Column)> ColumnsOf(EnumType type)
        => [.. _from.Tables.Where(t => !_dropped.Contains(t)).OrderBy(t => t.Name, StringComparer.Ordinal)
            .SelectMany(t => t.Columns.Where(c => !(_columns.GoesFirst(c) && _to.Table(t.Name)!.Column(c.Name) is null)
                && ReferenceEquals(_words.Enum(c.Type), _words.Enum(type.Name)))
                .Select(c => (t.Name, c.Name)))];

    private IEnumerable<Operation> ChangedSequences()
    {
        foreach (var sequence in _to.Sequences)
        {
            var before = _from.Sequences.FirstOrDefault(s => s.Name == sequence.Name);
            if (before is not null ? !ReferenceEquals(before, sequence) : sequence.Owner is not null && !IsSerial(_to, sequence))
                yield return TypeOperations.Change(sequence);
        }

        foreach (var sequence in _from.Sequences.Where(s => _to.Sequences.All(o => o.Name != s.Name) && !GoesWithItsColumn(s)))
            yield return TypeOperations.Drop(sequence);
    }

    private bool GoesWithItsColumn(Sequence sequence)
        => sequence.Owner?.Split('.') is [var table, var column]
            && _from.Table(table)?.Column(column) is not null
            && _to.Table(table)?.Column(column) is null;

    /// <summary>Whether the sequence comes with a column that is new.</summary>
    private bool IsSerial(DatabaseSchema schema, Sequence sequence)
        => sequence.Owner?.Split('.') is [var table, var name]
            && _from.Table(table)?.Column(name) is null
            && schema.Table(table)?.Column(name) is { } column
            && Sequences.SerialType(table, column, sequence) is not null;

    private string? Serial(string table, Column column) => _columns.Serial(table, column);

    /// <summary>Keys that refer to a key that is exchanged: they are taken off it meanwhile.</summary>
    private List<(string Table, ForeignKey Key)> Released()
    {
        var keys = _changed
            .SelectMany(p => p.From.Constraints.Where(c => c is PrimaryKey or UniqueConstraint && !Has(p.To, c))
                .Select(c => (p.From.Name, Columns: c.KeyColumns)))
            .ToList();
        return
        [
            .. _to.Tables.SelectMany(t => t.Constraints.OfType<ForeignKey>().Select(k => (t.Name, Key: k)))
                .Where(f => _from.Table(f.Name) is { } before && Has(before, f.Key)
                    && keys.Any(k => k.Name == f.Key.Parent
                        && k.Columns.Order(StringComparer.Ordinal).SequenceEqual(f.Key.ParentColumns.Order(StringComparer.Ordinal)))),
        ];
    }

    private IEnumerable<(string Table, Constraint Item)> Gone<T>()
        where T : Constraint
        => _changed.SelectMany(
            p => p.From.Constraints.OfType<T>().Where(c => !Stays(p.From, p.To, c)).Select(c => (p.From.Name, (Constraint)c)));

    private IEnumerable<(string Table, Constraint Item)> Come<T>()
        where T : Constraint
        => _changed.SelectMany(
            p => p.To.Constraints.OfType<T>().Where(c => !Stays(p.From, p.To, c)).Select(c => (p.To.Name, (Constraint)c)));

    /// <summary>Whether it is the same before and after, and is not over a column that is computed again.</summary>
    private static bool Stays(Table from, Table to, Constraint constraint)
        => Has(from, constraint) && Has(to, constraint)
            && !ColumnPlan.Again(from, to)
                .Exists(p => constraint.KeyColumns.Contains(p.To.Name)
                    || (constraint is Check check && Identifier.IsIn(p.To.Name, check.Condition)));

    private static bool Stays(Table from, Table to, Index index)
        => from.Indexes.Contains(index, ReferenceEqualityComparer.Instance)
            && to.Indexes.Contains(index, ReferenceEqualityComparer.Instance)
            && !ColumnPlan.Again(from, to).Exists(p => index.Terms.Any(t => Identifier.IsIn(p.To.Name, t.Expression))
                || index.Included.Contains(p.To.Name)
                || (index.Filter is not null && Identifier.IsIn(p.To.Name, index.Filter)));

    private static bool Has(Table table, Constraint constraint)
        => table.Constraints.Contains(constraint, ReferenceEqualityComparer.Instance);
}
