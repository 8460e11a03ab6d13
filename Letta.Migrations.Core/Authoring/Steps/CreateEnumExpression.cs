using Letta.Migrations.Schema;

namespace Letta.Migrations.Authoring;

/// <summary>Creates an enum type.</summary>
/// <param name="name">The type.</param>
/// <param name="labels">Its labels, in order.</param>
public sealed class CreateEnumExpression(string name, IReadOnlyList<string> labels) : RevisionExpression
{
    /// <summary>The type.</summary>
    public string Name { get; } = name;

    /// <summary>Its labels, in order.</summary>
    public IReadOnlyList<string> Labels { get; } = labels;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);

    internal override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("create enum").With("name", Name).With("labels", Labels);

    internal override IEnumerable<SchemaChange> Describe() => [new(SchemaChange.Added, "enum", Name)];

    internal override void ApplyTo(SchemaState state)
        => state.Set(new EnumType(Name, [.. Labels]));

    internal override void NoteDataChanges(IDataChanges changes)
    {
    }
}
