using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Running.Steps;

/// <summary>
/// What is to be known of the expressions of FluentMigrator 8.0.1, all of them: one class for each. Whoever asks about a step asks here.
/// </summary>
internal static class StockSteps
{
    /// <exception cref="ConfigurationException">It is an expression that a package or a project brings: nothing is known of it.</exception>
    public static IStep Get(IMigrationExpression expression) => Find(expression) ?? throw Unknown("A revision", expression);

    /// <summary>Finds a step that is not known before anything is done for its revision.</summary>
    /// <exception cref="ConfigurationException">There is one.</exception>
    public static void RequireKnown(IEnumerable<IMigrationExpression> expressions, string revision)
    {
        foreach (var expression in expressions)
            _ = Find(expression) ?? throw Unknown($"Revision {revision}", expression);
    }

    private static IStep? Find(IMigrationExpression expression) => expression switch
    {
        IStep own => own,
        CreateSchemaExpression e => new CreateSchemaStep(e),
        DeleteSchemaExpression e => new DeleteSchemaStep(e),
        AlterSchemaExpression e => new MoveTableStep(e),
        CreateTableExpression e => new CreateTableStep(e),
        AlterTableExpression e => new AlterTableStep(e),
        DeleteTableExpression e => new DropTableStep(e),
        RenameTableExpression e => new RenameTableStep(e),
        CreateColumnExpression e => new AddColumnStep(e),
        AlterColumnExpression e => new AlterColumnStep(e),
        DeleteColumnExpression e => new DropColumnsStep(e),
        RenameColumnExpression e => new RenameColumnStep(e),
        AlterDefaultConstraintExpression e => new SetDefaultStep(e),
        DeleteDefaultConstraintExpression e => new DropDefaultStep(e),
        CreateConstraintExpression e => new CreateConstraintStep(e),
        DeleteConstraintExpression e => new DropConstraintStep(e),
        CreateForeignKeyExpression e => new CreateForeignKeyStep(e),
        DeleteForeignKeyExpression e => new DropForeignKeyStep(e),
        CreateIndexExpression e => new CreateIndexStep(e),
        DeleteIndexExpression e => new DropIndexStep(e),
        CreateSequenceExpression e => new CreateSequenceStep(e),
        DeleteSequenceExpression e => new DropSequenceStep(e),
        InsertDataExpression e => new InsertStep(e),
        UpdateDataExpression e => new UpdateStep(e),
        DeleteDataExpression e => new DeleteStep(e),
        ExecuteSqlStatementExpression e => new SqlStep(e),
        ExecuteSqlScriptExpression e => new ScriptStep("file", e.SqlScript, e.Parameters),
        ExecuteEmbeddedSqlScriptExpression e => new ScriptStep("resource", e.SqlScript, e.Parameters),
        PerformDBOperationExpression => new CodeStep(),
        _ => null,
    };

    private static ConfigurationException Unknown(string revision, IMigrationExpression expression)
        => new(
            $"{revision} has a step of a kind that is not known here: {expression.GetType().FullName}.",
            "Say it with Sql(…), or with Execute.WithConnection(…).");
}
