using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;
using Letta.Migrations.Backfills;

namespace Letta.Migrations.Running.Checksums;

/// <summary>What only <see cref="Revision"/> can say.</summary>
internal static class OwnSteps
{
    public static bool TrySay(IMigrationExpression step, CanonicalLines lines)
    {
        switch (step)
        {
            case CreateCheckExpression made:
                lines.Line("create check").With("table", made.Table).With("name", made.Name).With("condition", made.Condition);
                return true;
            case DropCheckExpression gone:
                lines.Line("drop check").With("table", gone.Table).With("name", gone.Name);
                return true;
            case CreateEnumExpression made:
                lines.Line("create enum").With("name", made.Name).With("labels", made.Labels);
                return true;
            case DropEnumExpression gone:
                lines.Line("drop enum").With("name", gone.Name);
                return true;
            case ChangeEnumExpression changed:
                lines.Line("change enum").With("name", changed.Name).With("from", changed.From).With("to", changed.To);
                foreach (var (table, column) in changed.Columns)
                    lines.Line("-").With("table", table).With("column", column);
                return true;
            case CreateExtensionExpression made:
                lines.Line("create extension").With("name", made.Name);
                return true;
            case DrawFromSequenceExpression draws:
                lines.Line("draw").With("table", draws.Table).With("column", draws.Column).With("sequence", draws.Sequence);
                return true;
            case StopDrawingExpression stops:
                lines.Line("stop drawing").With("table", stops.Table).With("column", stops.Column);
                return true;
            case SequenceExpression said:
                lines.Line(said.IsNew ? "create sequence" : "change sequence").With("name", said.Name).With("type", said.Type)
                    .With("start", said.Start).With("increment", said.Increment).With("least", said.Least).With("largest", said.Largest)
                    .With("cycles", said.Cycles).With("owned by", said.OwnedBy);
                return true;
            case ChangeIdentityExpression changed:
                lines.Line("change identity").With("table", changed.Table).With("column", changed.Column).With("from", changed.From)
                    .With("to", changed.To);
                return true;
            case CommentExpression said:
                lines.Line("comment").With("table", said.Table).With("column", said.Column).With("comment", said.Comment);
                return true;
            case FillExpression fills:
                lines.Line("fill").With("table", fills.Table).With("column", fills.Column).With("value", fills.Value);
                return true;
            case SetNotNullIfFilledExpression altered:
                lines.Line("set not null if filled").With("table", altered.Table).With("column", altered.Column);
                return true;
            case RefuseRowsExpression refuses:
                lines.Line("refuse").With("table", refuses.Table).With("query", refuses.Query);
                return true;
            case LosesExpression loses:
                lines.Line("lose").With("table", loses.Table).With("query", loses.Query);
                return true;
            case BackfillExpression { Backfill: var backfill }:
                Say(backfill, lines);
                return true;
            case RequiresExpression requires:
                lines.Line("require").With("backfill", requires.Backfill);
                return true;
            case IrreversibleExpression:
                return true; // A word for people.
            default:
                return false;
        }
    }

    private static void Say(Backfill backfill, CanonicalLines lines)
    {
        lines.Line("backfill").With("name", backfill.Name).With("table", backfill.Table);
        if (backfill is { Work: EncryptColumns encrypts, Key: [var key] })
        {
            lines.With("key", key).With("only when asked", backfill.OnlyWhenAsked);
            foreach (var column in encrypts.Values)
                lines.Line("-").With("from", column.From).With("into", column.Into).With("content", column.Content);
            return;
        }

        lines.With("key", backfill.Key).With("where", backfill.Where).With("online", backfill.IsOnline);
        switch (backfill.Work)
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
}
