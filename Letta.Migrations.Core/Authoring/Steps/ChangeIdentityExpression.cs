using Letta.Migrations.Schema;

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

    internal override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("change identity").With("table", Table).With("column", Column)
            .With("from", From).With("to", To);

    internal override IEnumerable<SchemaChange> Describe()
        => [new("", "", Table, Column, $"→ {ColumnIdentity.TextOf(To) ?? "no identity"}")];

    internal override void ApplyTo(SchemaState state)
        => state.Change(Table, Column, c => c with { Identity = ColumnIdentity.TextOf(To) });

    internal override void NoteDataChanges(IDataChanges changes)
    {
    }
}
