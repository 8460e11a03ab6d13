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
}
