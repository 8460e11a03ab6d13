using Letta.Migrations.Schema;

namespace Letta.Migrations.Authoring;

/// <summary>Says in words what a table or a column is for.</summary>
/// <param name="table">The table.</param>
/// <param name="column">The column; null for the table.</param>
/// <param name="comment">The words; null for none any more.</param>
public sealed class CommentExpression(string table, string? column, string? comment) : RevisionExpression
{
    /// <summary>The table.</summary>
    public string Table { get; } = table;

    /// <summary>The column; null for the table.</summary>
    public string? Column { get; } = column;

    /// <summary>The words; null for none any more.</summary>
    public string? Comment { get; } = comment;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);

    internal override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("comment").With("table", Table).With("column", Column).With("comment", Comment);

    internal override IEnumerable<SchemaChange> Describe()
    {
        var after = Comment is null ? "→ no comment" : "→ another comment";
        return [Column is null ? new("", "table", Table, After: after) : new("", "", Table, Column, after)];
    }

    internal override void ApplyTo(SchemaState state)
    {
        if (Column is null)
            state.Change(Table, t => t with { Comment = Comment });
        else
            state.Change(Table, Column, c => c with { Comment = Comment });
    }

    internal override void NoteDataChanges(IDataChanges changes)
    {
    }
}
