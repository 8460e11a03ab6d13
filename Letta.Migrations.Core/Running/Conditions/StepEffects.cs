using System.Data;
using FluentMigrator.Expressions;
using FluentMigrator.Model;
using Letta.Migrations.Authoring;
using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;

namespace Letta.Migrations.Running.Conditions;

/// <summary>
/// What a step of a revision may change of the rows that there are. A kind of step that is not listed changes everything.
/// </summary>
/// <param name="data">What is changed so far.</param>
/// <param name="backfill">The backfill of a name; null where no revision declares it.</param>
internal sealed class StepEffects(ChangedData data, Func<string, Backfill?> backfill)
{
    public void Note(IMigrationExpression step)
    {
        switch (step)
        {
            case CreateTableExpression made:
                data.Created(made.TableName, made.Columns.Select(Of));
                break;
            case DeleteTableExpression gone:
                data.Changed(gone.TableName);
                break;
            case RenameTableExpression renamed:
                data.Renamed(renamed.OldName, renamed.NewName);
                break;
            case CreateColumnExpression { Column: var column } made:
                data.Added(made.TableName, Of(column));
                break;
            case AlterColumnExpression altered:
                data.Changed(altered.TableName, altered.Column.Name);
                break;
            case DeleteColumnExpression gone:
                foreach (var column in gone.ColumnNames)
                    data.Dropped(gone.TableName, column);
                break;
            case RenameColumnExpression renamed:
                data.RenamedColumn(renamed.TableName, renamed.OldName, renamed.NewName);
                break;
            case CreateForeignKeyExpression { ForeignKey: var key }:
                data.Acts(new KeyAction(key.ForeignTable, key.PrimaryTable, key.OnDelete != Rule.None, key.OnUpdate != Rule.None));
                break;
            default:
                NoteRows(step);
                break;
        }
    }

    private void NoteRows(IMigrationExpression step)
    {
        switch (step)
        {
            case InsertDataExpression inserted:
                data.Inserted(inserted.TableName);
                break;
            case UpdateDataExpression updated:
                data.Updated(updated.TableName, [.. updated.Set.Select(s => s.Key)]);
                break;
            case DeleteDataExpression deleted:
                data.Deleted(deleted.TableName);
                break;
            case FillExpression filled:
                data.Updated(filled.Table, [filled.Column]);
                break;
            case ChangeEnumExpression changed:
                foreach (var (table, column) in changed.Columns)
                    data.Changed(table, column);
                break;
            case ExecuteSqlStatementExpression statement:
                SqlWrites.Note(statement.SqlStatement, data);
                break;
            case BackfillExpression { Backfill: var declared }:
                Note(declared);
                break;
            case RequiresExpression required:
                Note(backfill(required.Backfill));
                break;
            case not (AlterTableExpression or CreateConstraintExpression or DeleteConstraintExpression or DeleteForeignKeyExpression
                or CreateIndexExpression or DeleteIndexExpression or CreateSequenceExpression or DeleteSequenceExpression
                or AlterDefaultConstraintExpression or DeleteDefaultConstraintExpression or CreateCheckExpression or DropCheckExpression
                or CreateEnumExpression or DropEnumExpression
                or CreateExtensionExpression or DrawFromSequenceExpression or StopDrawingExpression
                or SequenceExpression or ChangeIdentityExpression
                or CommentExpression or SetNotNullIfFilledExpression or IrreversibleExpression):
                data.All();
                break;
        }
    }

    /// <summary>Carried out before the next revision, or beside the applications while the others go on.</summary>
    private void Note(Backfill? declared)
    {
        switch (declared)
        {
            case { OnlyWhenAsked: true }:
                break;
            case { Work: SetColumns set }:
                data.Updated(declared.Table, [.. set.Columns]);
                break;
            case { Work: TransformRows rows }:
                data.Updated(declared.Table, rows.Writes);
                break;
            case { Work: EncryptColumns encrypt }:
                data.Updated(declared.Table, [.. encrypt.Values.Select(v => v.Into)]);
                break;
            case { Work: RunStatement statement }:
                SqlWrites.Note(statement.Sql, data);
                break;
            default:
                data.All();
                break;
        }
    }

    private static ChangedData.NewColumn Of(ColumnDefinition column) => new(column.Name, column.Type switch
    {
        DbType.Int16 or DbType.Int32 => "integer",
        DbType.Int64 => "bigint",
        DbType.Boolean => "boolean",
        DbType.Decimal or DbType.Double => "numeric",
        DbType.DateTime or DbType.DateTime2 => "timestamp",
        DbType.DateTimeOffset => "timestamp with time zone",
        DbType.Guid => "uuid",
        _ => "varchar",
    });
}
