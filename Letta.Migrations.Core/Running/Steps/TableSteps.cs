using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running.Steps;

internal sealed class CreateTableStep(CreateTableExpression expression) : StockStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
    {
        lines.Line("create table").With("schema", expression.SchemaName).With("table", expression.TableName)
            .With("comment", expression.TableDescription);
        foreach (var column in expression.Columns)
            StockColumns.Write(column, lines.Line("-"));
    }

    public override IEnumerable<SchemaChange> Describe() => [new(SchemaChange.Added, "table", expression.TableName)];

    public override void ApplyTo(SchemaState state)
    {
        var (name, columns) = (expression.TableName, expression.Columns);
        var key = columns.Where(c => c.IsPrimaryKey).Select(c => c.Name).ToList();
        var keyName = columns.Select(c => c.PrimaryKeyName).FirstOrDefault(n => !string.IsNullOrEmpty(n)) ?? $"{name}_pkey";
        state.Set(new Table(name, [], key.Count == 0 ? [] : [new PrimaryKey(keyName, key)], [], []));
        foreach (var column in columns)
            StockColumns.Add(state, name, column);
    }

    public override void NoteDataChanges(IDataChanges changes)
        => changes.Created(expression.TableName, expression.Columns.Select(StockColumns.NewColumn));
}

/// <summary>Announces the changes of its columns, which are steps of their own.</summary>
internal sealed class AlterTableStep(AlterTableExpression expression) : StockSchemaStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
    {
        if (expression.TableDescription is { Length: > 0 } comment)
            lines.Line("alter table").With("schema", expression.SchemaName).With("table", expression.TableName).With("comment", comment);
    }

    public override IEnumerable<SchemaChange> Describe() => [];

    public override void ApplyTo(SchemaState state)
    {
    }
}

internal sealed class DropTableStep(DeleteTableExpression expression) : StockStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("drop table").With("schema", expression.SchemaName).With("table", expression.TableName)
            .With("if exists", expression.IfExists);

    public override IEnumerable<SchemaChange> Describe() => [new(SchemaChange.Dropped, "table", expression.TableName)];

    public override void ApplyTo(SchemaState state) => state.DropTable(expression.TableName);

    public override void NoteDataChanges(IDataChanges changes) => changes.Changed(expression.TableName);
}

internal sealed class RenameTableStep(RenameTableExpression expression) : StockStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("rename table").With("schema", expression.SchemaName).With("from", expression.OldName).With("to", expression.NewName);

    public override IEnumerable<SchemaChange> Describe()
        => [new("", "table", expression.OldName, After: $"is now `{expression.NewName}`")];

    public override void ApplyTo(SchemaState state) => state.RenameTable(expression.OldName, expression.NewName);

    public override void NoteDataChanges(IDataChanges changes) => changes.Renamed(expression.OldName, expression.NewName);
}

/// <summary>A schema of its own is none of the one that a history is about.</summary>
internal sealed class CreateSchemaStep(CreateSchemaExpression expression) : StockStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("create schema").With("schema", expression.SchemaName).With(expression.AdditionalFeatures);

    public override IEnumerable<SchemaChange> Describe() => [new(SchemaChange.Added, "schema", expression.SchemaName)];

    public override void ApplyTo(SchemaState state)
    {
    }

    public override void NoteDataChanges(IDataChanges changes) => changes.Everything();
}

/// <summary>A schema of its own is none of the one that a history is about.</summary>
internal sealed class DeleteSchemaStep(DeleteSchemaExpression expression) : StockStep
{
    public override void WriteCanonicalText(CanonicalLines lines) => lines.Line("drop schema").With("schema", expression.SchemaName);

    public override IEnumerable<SchemaChange> Describe() => [new(SchemaChange.Dropped, "schema", expression.SchemaName)];

    public override void ApplyTo(SchemaState state)
    {
    }

    public override void NoteDataChanges(IDataChanges changes) => changes.Everything();
}

/// <summary>The table is gone from the schema that it was in.</summary>
internal sealed class MoveTableStep(AlterSchemaExpression expression) : StockStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("move table").With("schema", expression.SourceSchemaName).With("table", expression.TableName)
            .With("to", expression.DestinationSchemaName);

    public override IEnumerable<SchemaChange> Describe()
        => [new("", "table", expression.TableName, After: $"→ schema `{expression.DestinationSchemaName}`")];

    public override void ApplyTo(SchemaState state) => state.DropTable(expression.TableName);

    public override void NoteDataChanges(IDataChanges changes) => changes.Everything();
}
