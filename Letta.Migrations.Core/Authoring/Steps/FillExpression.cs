using Letta.Migrations.Backfills;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Authoring;

/// <summary>Gives rows that have NULL in a column a value, where there is one for them.</summary>
/// <param name="table">The table; its key is <c>id</c>.</param>
/// <param name="column">The column.</param>
/// <param name="value">The value, as SQL that means the same on both engines; NULL for a row that gets none.</param>
public sealed class FillExpression(string table, string column, string value) : RevisionExpression
{
    /// <summary>The table; its key is <c>id</c>.</summary>
    public string Table { get; } = table;

    /// <summary>The column.</summary>
    public string Column { get; } = column;

    /// <summary>The value, as SQL that means the same on both engines; NULL for a row that gets none.</summary>
    public string Value { get; } = value;

    /// <summary>The one statement of a transaction.</summary>
    internal string Update => $"UPDATE {Table} SET {Column} = {Value} WHERE {Waiting}";

    /// <summary>The same in batches, where each is committed by itself; it has no ledger: begun again, it finds what waits still.</summary>
    internal Backfill Backfill => new("fill", Table) { Work = new SetColumns([(Column, Value)]), Where = Waiting };

    /// <summary>The rows that have a value already, and those that get none, are not written.</summary>
    private string Waiting => $"{Column} IS NULL AND {Value} IS NOT NULL";

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);

    internal override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("fill").With("table", Table).With("column", Column).With("value", Value);

    internal override IEnumerable<SchemaChange> Describe() => [];

    internal override void ApplyTo(SchemaState state)
    {
    }

    internal override void NoteDataChanges(IDataChanges changes) => changes.Updated(Table, [Column]);

    internal override bool WritesRows => true;
}
