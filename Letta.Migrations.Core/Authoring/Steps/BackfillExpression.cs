using Letta.Migrations.Backfills;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Authoring;

/// <summary>Leaves a backfill to be carried out when the steps of its revision are committed.</summary>
/// <param name="backfill">What to do.</param>
public sealed class BackfillExpression(Backfill backfill) : RevisionExpression
{
    /// <summary>What to do.</summary>
    public Backfill Backfill { get; internal set; } = backfill;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);

    internal override void WriteCanonicalText(CanonicalLines lines)
    {
        lines.Line("backfill").With("name", Backfill.Name).With("table", Backfill.Table);
        if (Backfill is { Work: EncryptColumns encrypts, Key: [var key] })
        {
            lines.With("key", key).With("only when asked", Backfill.OnlyWhenAsked);
            foreach (var column in encrypts.Values)
                lines.Line("-").With("from", column.From).With("into", column.Into).With("content", column.Content);
            return;
        }

        lines.With("key", Backfill.Key).With("where", Backfill.Where).With("online", Backfill.IsOnline);
        switch (Backfill.Work)
        {
            case SetColumns set:
                foreach (var (column, value) in set.Values)
                    lines.Line("-").With("set", column).With("value", value);
                break;
            case RunStatement statement:
                lines.Line("-").With("statement", statement.Sql);
                break;
            case TransformRows rows: // What its code does cannot be seen, as that of Execute.WithConnection.
                lines.Line("-").With("reads", rows.Reads).With("writes", rows.Writes);
                break;
        }
    }

    internal override IEnumerable<SchemaChange> Describe() => [];

    internal override void ApplyTo(SchemaState state)
    {
    }

    internal override void NoteDataChanges(IDataChanges changes) => changes.Backfilled(Backfill);

    internal override bool WritesRows => true;
}
