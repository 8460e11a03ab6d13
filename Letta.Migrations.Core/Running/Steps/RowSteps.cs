using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.Running.Steps;

internal sealed class InsertStep(InsertDataExpression expression) : StockRowStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
    {
        lines.Line("insert").With("schema", expression.SchemaName).With("table", expression.TableName).With(expression.AdditionalFeatures);
        foreach (var row in expression.Rows)
            StockRow.Write("row", row, lines);
    }

    public override void NoteDataChanges(IDataChanges changes) => changes.Inserted(expression.TableName);
}

internal sealed class UpdateStep(UpdateDataExpression expression) : StockRowStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
    {
        lines.Line("update").With("schema", expression.SchemaName).With("table", expression.TableName).With("all", expression.IsAllRows);
        StockRow.Write("set", expression.Set, lines);
        StockRow.Write("where", expression.Where, lines);
    }

    public override void NoteDataChanges(IDataChanges changes)
        => changes.Updated(expression.TableName, [.. expression.Set.Select(s => s.Key)]);
}

internal sealed class DeleteStep(DeleteDataExpression expression) : StockRowStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
    {
        lines.Line("delete").With("schema", expression.SchemaName).With("table", expression.TableName).With("all", expression.IsAllRows);
        foreach (var row in expression.Rows)
            StockRow.Write("row", row, lines);
    }

    public override void NoteDataChanges(IDataChanges changes) => changes.Deleted(expression.TableName);
}

internal sealed class SqlStep(ExecuteSqlStatementExpression expression) : StockRowStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("sql").With("statement", expression.SqlStatement).With(expression.Parameters);

    public override void NoteDataChanges(IDataChanges changes) => changes.Statement(expression.SqlStatement);
}

/// <summary>What a script's file holds cannot be seen from here: it is known by its name alone.</summary>
internal sealed class ScriptStep(string where, string name, IEnumerable<KeyValuePair<string, string>>? parameters) : StockRowStep
{
    public override void WriteCanonicalText(CanonicalLines lines) => lines.Line("script").With(where, name).With(parameters);

    public override void NoteDataChanges(IDataChanges changes) => changes.Everything();
}

/// <summary>What a revision's own code does cannot be seen from here.</summary>
internal sealed class CodeStep : StockRowStep
{
    public override void WriteCanonicalText(CanonicalLines lines) => lines.Line("code");

    public override void NoteDataChanges(IDataChanges changes) => changes.Everything();
}

internal static class StockRow
{
    public static void Write(string word, IEnumerable<KeyValuePair<string, object>>? values, CanonicalLines lines)
    {
        lines.Line($"- {word}");
        foreach (var (column, value) in values ?? [])
            lines.With("column", column).WithValue("value", value);
    }
}
