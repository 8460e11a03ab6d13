using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;
using Letta.Migrations.Engines.Sqlite.Sql;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running.Steps;

internal sealed class AddColumnStep(CreateColumnExpression expression) : StockStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
        => StockColumns.Write(
            expression.Column,
            lines.Line("add column").With("schema", expression.SchemaName).With("table", expression.TableName));

    public override IEnumerable<SchemaChange> Describe() => [new(SchemaChange.Added, "", expression.TableName, expression.Column.Name)];

    public override void ApplyTo(SchemaState state) => StockColumns.Add(state, expression.TableName, expression.Column);

    public override void NoteDataChanges(IDataChanges changes)
        => changes.Added(expression.TableName, StockColumns.NewColumn(expression.Column));

    public override bool WritesRows => ColumnFill.Read(expression.Column) is not null;
}

internal sealed class AlterColumnStep(AlterColumnExpression expression) : StockStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
        => StockColumns.Write(
            expression.Column,
            lines.Line("alter column").With("schema", expression.SchemaName).With("table", expression.TableName));

    public override IEnumerable<SchemaChange> Describe()
        => [new("", "", expression.TableName, expression.Column.Name, $"→ {StockColumns.Describe(expression.Column)}")];

    /// <summary>What is not said about it stays.</summary>
    public override void ApplyTo(SchemaState state)
        => state.Change(expression.TableName, expression.Column.Name, c => StockColumns.Altered(c, expression.Column));

    public override void NoteDataChanges(IDataChanges changes) => changes.Changed(expression.TableName, expression.Column.Name);
}

internal sealed class DropColumnsStep(DeleteColumnExpression expression) : StockStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("drop columns").With("schema", expression.SchemaName).With("table", expression.TableName)
            .With("columns", expression.ColumnNames);

    public override IEnumerable<SchemaChange> Describe()
        => expression.ColumnNames.Select(column => new SchemaChange(SchemaChange.Dropped, "", expression.TableName, column));

    public override void ApplyTo(SchemaState state)
    {
        foreach (var column in expression.ColumnNames)
            state.DropColumn(expression.TableName, column);
    }

    public override void NoteDataChanges(IDataChanges changes)
    {
        foreach (var column in expression.ColumnNames)
            changes.Dropped(expression.TableName, column);
    }
}

internal sealed class RenameColumnStep(RenameColumnExpression expression) : StockStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("rename column").With("schema", expression.SchemaName).With("table", expression.TableName)
            .With("from", expression.OldName).With("to", expression.NewName);

    public override IEnumerable<SchemaChange> Describe()
        => [new("", "", expression.TableName, expression.OldName, $"is now `{expression.NewName}`")];

    public override void ApplyTo(SchemaState state)
        => state.Rename(expression.TableName, new ColumnRename(
            expression.OldName,
            expression.NewName,
            sql => SqlExpression.RenameColumn(sql, expression.OldName, expression.NewName)));

    public override void NoteDataChanges(IDataChanges changes)
        => changes.RenamedColumn(expression.TableName, expression.OldName, expression.NewName);
}

internal sealed class SetDefaultStep(AlterDefaultConstraintExpression expression) : StockSchemaStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("set default").With("schema", expression.SchemaName).With("table", expression.TableName)
            .With("column", expression.ColumnName).WithValue("default", expression.DefaultValue);

    public override IEnumerable<SchemaChange> Describe()
        => [new("", "", expression.TableName, expression.ColumnName, "→ another default")];

    public override void ApplyTo(SchemaState state)
        => state.Change(
            expression.TableName,
            expression.ColumnName,
            c => c with { Default = StockColumns.Default(expression.DefaultValue) });
}

internal sealed class DropDefaultStep(DeleteDefaultConstraintExpression expression) : StockSchemaStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("drop default").With("schema", expression.SchemaName).With("table", expression.TableName)
            .With("column", expression.ColumnName);

    public override IEnumerable<SchemaChange> Describe() => [new("", "", expression.TableName, expression.ColumnName, "→ no default")];

    public override void ApplyTo(SchemaState state)
        => state.Change(expression.TableName, expression.ColumnName, c => c with { Default = null });
}
