using Letta.Migrations.Schema;

namespace Letta.Migrations.Authoring;

/// <summary>Drops a named CHECK constraint.</summary>
/// <param name="name">The constraint.</param>
/// <param name="table">The table.</param>
public sealed class DropCheckExpression(string name, string table) : RevisionExpression
{
    /// <summary>The constraint.</summary>
    public string Name { get; } = name;

    /// <summary>The table.</summary>
    public string Table { get; } = table;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);

    internal override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("drop check").With("table", Table).With("name", Name);

    internal override IEnumerable<SchemaChange> Describe() => [new(SchemaChange.Dropped, "check", Name)];

    internal override void ApplyTo(SchemaState state)
        => state.DropConstraint(Table, Name);

    internal override void NoteDataChanges(IDataChanges changes)
    {
    }
}
