using Letta.Migrations.Schema;

namespace Letta.Migrations.Authoring;

/// <summary>Adds a named CHECK constraint.</summary>
/// <param name="name">The constraint.</param>
/// <param name="table">The table.</param>
/// <param name="condition">The condition, as SQL that means the same on both engines.</param>
public sealed class CreateCheckExpression(string name, string table, string condition) : RevisionExpression
{
    /// <summary>The constraint.</summary>
    public string Name { get; } = name;

    /// <summary>The table.</summary>
    public string Table { get; } = table;

    /// <summary>The condition, as SQL that means the same on both engines.</summary>
    public string Condition { get; } = condition;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);

    internal override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("create check").With("table", Table).With("name", Name).With("condition", Condition);

    internal override IEnumerable<SchemaChange> Describe() => [new(SchemaChange.Added, "check", Name)];

    internal override void ApplyTo(SchemaState state)
        => state.Add(Table, new Check(Name, $"({Condition})"));

    internal override void NoteDataChanges(IDataChanges changes)
    {
    }
}
