using Letta.Migrations.Schema;

namespace Letta.Migrations.Authoring;

/// <summary>Makes a column NOT NULL if no row has NULL in it.</summary>
/// <param name="table">The table.</param>
/// <param name="column">The column.</param>
public sealed class SetNotNullIfFilledExpression(string table, string column) : RevisionExpression
{
    /// <summary>The table.</summary>
    public string Table { get; } = table;

    /// <summary>The column.</summary>
    public string Column { get; } = column;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);

    internal override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("set not null if filled").With("table", Table).With("column", Column);

    internal override IEnumerable<SchemaChange> Describe() => [new("", "", Table, Column, "→ not null")];

    internal override void ApplyTo(SchemaState state)
        => state.Change(Table, Column, c => c with { Nullable = false });

    internal override void NoteDataChanges(IDataChanges changes)
    {
    }
}
