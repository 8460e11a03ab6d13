using Letta.Migrations.Schema;

namespace Letta.Migrations.Authoring;

/// <summary>Makes sure that a Postgres extension is installed.</summary>
/// <param name="name">The extension, e.g. <c>vector</c>.</param>
public sealed class CreateExtensionExpression(string name) : RevisionExpression
{
    /// <summary>The extension, e.g. <c>vector</c>.</summary>
    public string Name { get; } = name;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);

    internal override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("create extension").With("name", Name);

    internal override IEnumerable<SchemaChange> Describe() => [new(SchemaChange.Added, "extension", Name)];

    internal override void ApplyTo(SchemaState state) => state.Extensions.Add(Name);

    internal override void NoteDataChanges(IDataChanges changes)
    {
    }
}
