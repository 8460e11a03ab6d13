using Letta.Migrations.Schema;

namespace Letta.Migrations.Authoring;

/// <summary>Changes the labels of an enum type.</summary>
/// <param name="name">The type.</param>
/// <param name="from">Its labels now, in order.</param>
/// <param name="to">Its labels afterwards, in order.</param>
/// <param name="columns">The columns of that type.</param>
public sealed class ChangeEnumExpression(
    string name,
    IReadOnlyList<string> from,
    IReadOnlyList<string> to,
    IReadOnlyList<(string Table, string Column)> columns) : RevisionExpression
{
    /// <summary>The type.</summary>
    public string Name { get; } = name;

    /// <summary>Its labels now, in order.</summary>
    public IReadOnlyList<string> From { get; } = from;

    /// <summary>Its labels afterwards, in order.</summary>
    public IReadOnlyList<string> To { get; } = to;

    /// <summary>The columns of that type.</summary>
    public IReadOnlyList<(string Table, string Column)> Columns { get; } = columns;

    /// <summary>True if labels are only added: the rows need not be touched.</summary>
    public bool OnlyAdds => To.Where(From.Contains).SequenceEqual(From);

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);

    internal override void WriteCanonicalText(CanonicalLines lines)
    {
        lines.Line("change enum").With("name", Name).With("from", From).With("to", To);
        foreach (var (table, column) in Columns)
            lines.Line("-").With("table", table).With("column", column);
    }

    internal override IEnumerable<SchemaChange> Describe()
    {
        var labels = To.Except(From).Select(l => $"{SchemaChange.Added} '{l}'")
            .Concat(From.Except(To).Select(l => $"{SchemaChange.Dropped} '{l}'"));
        return [new("", "enum", Name, After: string.Join(", ", labels))];
    }

    internal override void ApplyTo(SchemaState state)
        => state.Set(new EnumType(Name, To));

    internal override void NoteDataChanges(IDataChanges changes)
    {
        foreach (var (table, column) in Columns)
            changes.Changed(table, column);
    }
}
