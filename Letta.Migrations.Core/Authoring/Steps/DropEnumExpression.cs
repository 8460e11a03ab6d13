using Letta.Migrations.Schema;

namespace Letta.Migrations.Authoring;

/// <summary>Drops an enum type.</summary>
/// <param name="name">The type.</param>
public sealed class DropEnumExpression(string name) : RevisionExpression
{
    /// <summary>The type.</summary>
    public string Name { get; } = name;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);

    internal override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("drop enum").With("name", Name);

    internal override IEnumerable<SchemaChange> Describe() => [new(SchemaChange.Dropped, "enum", Name)];

    internal override void ApplyTo(SchemaState state)
        => state.Enums.RemoveAll(t => t.Name == Name);

    internal override void NoteDataChanges(IDataChanges changes)
    {
    }
}
