using FluentMigrator.Expressions;
using FluentMigrator.Model;

namespace Letta.Migrations.Running.Checksums;

/// <summary>Schemas, tables and columns.</summary>
internal static class TableSteps
{
    public static bool TrySay(IMigrationExpression step, CanonicalLines lines)
    {
        switch (step)
        {
            case CreateTableExpression made:
                lines.Line("create table").With("schema", made.SchemaName).With("table", made.TableName)
                    .With("comment", made.TableDescription);
                foreach (var column in made.Columns)
                    Say(column, lines.Line("-"));
                return true;
            case AlterTableExpression { TableDescription: { Length: > 0 } comment } altered:
                lines.Line("alter table").With("schema", altered.SchemaName).With("table", altered.TableName).With("comment", comment);
                return true;
            case AlterTableExpression:
                return true; // Announces the changes of its columns, which are steps of their own.
            case DeleteTableExpression gone:
                lines.Line("drop table").With("schema", gone.SchemaName).With("table", gone.TableName).With("if exists", gone.IfExists);
                return true;
            case RenameTableExpression renamed:
                lines.Line("rename table").With("schema", renamed.SchemaName).With("from", renamed.OldName).With("to", renamed.NewName);
                return true;
            case CreateColumnExpression made:
                Say(made.Column, lines.Line("add column").With("schema", made.SchemaName).With("table", made.TableName));
                return true;
            case AlterColumnExpression altered:
                Say(altered.Column, lines.Line("alter column").With("schema", altered.SchemaName).With("table", altered.TableName));
                return true;
            case DeleteColumnExpression gone:
                lines.Line("drop columns").With("schema", gone.SchemaName).With("table", gone.TableName).With("columns", gone.ColumnNames);
                return true;
            case RenameColumnExpression renamed:
                lines.Line("rename column").With("schema", renamed.SchemaName).With("table", renamed.TableName)
                    .With("from", renamed.OldName).With("to", renamed.NewName);
                return true;
            case AlterDefaultConstraintExpression altered:
                lines.Line("set default").With("schema", altered.SchemaName).With("table", altered.TableName)
                    .With("column", altered.ColumnName)
                    .WithValue("default", altered.DefaultValue);
                return true;
            case DeleteDefaultConstraintExpression gone:
                lines.Line("drop default").With("schema", gone.SchemaName).With("table", gone.TableName).With("column", gone.ColumnName);
                return true;
            case CreateSchemaExpression made:
                lines.Line("create schema").With("schema", made.SchemaName).With(made.AdditionalFeatures);
                return true;
            case DeleteSchemaExpression gone:
                lines.Line("drop schema").With("schema", gone.SchemaName);
                return true;
            case AlterSchemaExpression moved:
                lines.Line("move table").With("schema", moved.SourceSchemaName).With("table", moved.TableName)
                    .With("to", moved.DestinationSchemaName);
                return true;
            default:
                return false;
        }
    }

    private static void Say(ColumnDefinition column, CanonicalLines lines)
    {
        lines.With("column", column.Name).With("type", column.Type).With("size", column.Size).With("precision", column.Precision)
            .With("as", column.CustomType).With("collation", column.CollationName)
            .With("expression", column.Expression).With("stored", column.ExpressionStored)
            .With("identity", column.IsIdentity).With("primary key", column.IsPrimaryKey).With("key name", column.PrimaryKeyName)
            .With("unique", column.IsUnique).With("comment", column.ColumnDescription)
            .With(column.AdditionalColumnDescriptions).With(column.AdditionalFeatures);
        if (column.IsNullable is { } nullable)
            lines.WithValue("nullable", nullable);
        if (column.DefaultValue is not ColumnDefinition.UndefinedDefaultValue)
            lines.WithValue("default", column.DefaultValue);
    }
}
