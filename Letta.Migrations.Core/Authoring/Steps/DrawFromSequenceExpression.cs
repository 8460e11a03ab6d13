using Letta.Migrations.Schema;

namespace Letta.Migrations.Authoring;

/// <summary>Lets a column draw its values from a sequence, which goes on behind the highest value there is.</summary>
/// <param name="table">The table.</param>
/// <param name="column">The column.</param>
/// <param name="sequence">The sequence.</param>
public sealed class DrawFromSequenceExpression(string table, string column, string sequence) : RevisionExpression
{
    /// <summary>The table.</summary>
    public string Table { get; } = table;

    /// <summary>The column.</summary>
    public string Column { get; } = column;

    /// <summary>The sequence.</summary>
    public string Sequence { get; } = sequence;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);

    internal override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("draw").With("table", Table).With("column", Column).With("sequence", Sequence);

    internal override IEnumerable<SchemaChange> Describe() => [new("", "", Table, Column, $"draws from `{Sequence}`")];

    internal override void ApplyTo(SchemaState state)
        => state.Change(Table, Column, c => c with { Default = Schema.Sequence.NextValue(Sequence) });

    internal override void NoteDataChanges(IDataChanges changes)
    {
    }
}
