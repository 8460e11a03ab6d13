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
}
