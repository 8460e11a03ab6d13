using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>
/// What a history makes, from what its revisions say and without any database, in Postgres' terms. So what a SQLite file keeps no trace of
/// is known all the same: the labels of an enum, whether JSON was binary, a sequence. What a revision does by SQL of its own is not seen.
/// </summary>
internal static class SchemaStateBuilder
{
    /// <summary>The schema after those revisions.</summary>
    public static DatabaseSchema Of(IEnumerable<RevisionInfo> revisions)
        => After(
            DatabaseSchema.Empty,
            revisions.SelectMany(r => RevisionSteps.Collect(r, PlanKind.Up, OfflineSchema.Postgres, schema: null).Changes));

    /// <summary>The schema after those steps.</summary>
    public static DatabaseSchema After(DatabaseSchema schema, IEnumerable<FluentMigrator.Expressions.IMigrationExpression> steps)
    {
        var paper = new SchemaState(schema);
        foreach (var step in steps)
            Write(paper, step);
        return paper.Read();
    }

    private static void Write(SchemaState paper, IMigrationExpression step)
    {
        switch (step)
        {
            case CreateTableExpression e:
                paper.CreateTable(e.TableName, [.. e.Columns]);
                break;
            case DeleteTableExpression e:
                paper.DropTable(e.TableName);
                break;
            case RenameTableExpression e:
                paper.RenameTable(e.OldName, e.NewName);
                break;
            case CreateColumnExpression e:
                paper.AddColumn(e.TableName, e.Column);
                break;
            case AlterColumnExpression e:
                paper.AlterColumn(e.TableName, e.Column);
                break;
            case DeleteColumnExpression e:
                foreach (var column in e.ColumnNames)
                    paper.DropColumn(e.TableName, column);
                break;
            case RenameColumnExpression e:
                paper.RenameColumn(e.TableName, e.OldName, e.NewName);
                break;
            case AlterDefaultConstraintExpression e:
                paper.Change(e.TableName, e.ColumnName, c => c with { Default = SchemaStateColumns.Default(e.DefaultValue) });
                break;
            case DeleteDefaultConstraintExpression e:
                paper.Change(e.TableName, e.ColumnName, c => c with { Default = null });
                break;
            case StopDrawingExpression e:
                paper.Change(e.Table, e.Column, c => c with { Default = null });
                break;
            case DrawFromSequenceExpression e:
                paper.Change(e.Table, e.Column, c => c with { Default = SchemaStateColumns.NextValue(e.Sequence) });
                break;
            case ChangeIdentityExpression e:
                paper.Change(e.Table, e.Column, c => c with { Identity = SchemaStateColumns.Identity(e.To) });
                break;
            case SetNotNullIfFilledExpression e:
                paper.Change(e.Table, e.Column, c => c with { Nullable = false });
                break;
            case CommentExpression { Column: { } column } e:
                paper.Change(e.Table, column, c => c with { Comment = e.Comment });
                break;
            case CommentExpression e:
                paper.Change(e.Table, t => t with { Comment = e.Comment });
                break;
            case CreateForeignKeyExpression e:
                paper.Add(e.ForeignKey.ForeignTable, SchemaStateConstraints.Of(e.ForeignKey));
                break;
            case DeleteForeignKeyExpression e:
                paper.DropConstraint(e.ForeignKey.ForeignTable, e.ForeignKey.Name);
                break;
            case CreateConstraintExpression e:
                paper.Add(e.Constraint.TableName, SchemaStateConstraints.Of(e.Constraint));
                break;
            case DeleteConstraintExpression e:
                paper.DropConstraint(e.Constraint.TableName, e.Constraint.ConstraintName);
                break;
            case CreateCheckExpression e:
                paper.Add(e.Table, new Check(e.Name, $"({e.Condition})"));
                break;
            case DropCheckExpression e:
                paper.DropConstraint(e.Table, e.Name);
                break;
            case CreateIndexExpression e:
                paper.Add(e.Index.TableName, SchemaStateConstraints.Of(e.Index));
                break;
            case DeleteIndexExpression e:
                paper.DropIndex(e.Index.Name);
                break;
            case CreateEnumExpression e:
                paper.Set(new EnumType(e.Name, [.. e.Labels]));
                break;
            case ChangeEnumExpression e:
                paper.Set(new EnumType(e.Name, e.To));
                break;
            case DropEnumExpression e:
                paper.Enums.RemoveAll(t => t.Name == e.Name);
                break;
            case CreateSequenceExpression e:
                paper.Set(SchemaStateConstraints.Of(e.Sequence));
                break;
            case SequenceExpression e:
                paper.Set(SchemaStateConstraints.Of(e));
                break;
            case DeleteSequenceExpression e:
                paper.Sequences.RemoveAll(s => s.Name == e.SequenceName);
                break;
            default:
                break; // It changes rows, or says what others do.
        }
    }
}
