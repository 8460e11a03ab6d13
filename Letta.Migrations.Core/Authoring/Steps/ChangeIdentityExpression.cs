namespace Letta.Migrations.Authoring;

/// <summary>Changes whether the database numbers a column that exists.</summary>
/// <param name="table">The table.</param>
/// <param name="column">The column.</param>
/// <param name="from">Whether it does now.</param>
/// <param name="to">Whether it does afterwards.</param>
public sealed class ChangeIdentityExpression(string table, string column, IdentityKind from, IdentityKind to) : RevisionExpression
{
    /// <summary>The table.</summary>
    public string Table { get; } = table;

    /// <summary>The column.</summary>
    public string Column { get; } = column;

    /// <summary>Whether the database numbers it now.</summary>
    public IdentityKind From { get; } = from;

    /// <summary>Whether the database numbers it afterwards.</summary>
    public IdentityKind To { get; } = to;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);
}
