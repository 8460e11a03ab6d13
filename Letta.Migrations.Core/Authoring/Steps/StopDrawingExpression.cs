using Letta.Migrations.Schema;

namespace Letta.Migrations.Authoring;

/// <summary>Lets a column draw no values from a sequence any more.</summary>
/// <param name="table">The table.</param>
/// <param name="column">The column.</param>
public sealed class StopDrawingExpression(string table, string column) : RevisionExpression
{
    /// <summary>The table.</summary>
    public string Table { get; } = table;

    /// <summary>The column.</summary>
    public string Column { get; } = column;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);

    internal override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("stop drawing").With("table", Table).With("column", Column);

    internal override IEnumerable<SchemaChange> Describe() => [new("", "", Table, Column, "draws from no sequence")];

    internal override void ApplyTo(SchemaState state)
        => state.Change(Table, Column, c => c with { Default = null });

    internal override void NoteDataChanges(IDataChanges changes)
    {
    }
}
