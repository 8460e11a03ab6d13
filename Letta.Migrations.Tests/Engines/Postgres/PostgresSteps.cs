using FluentMigrator.Infrastructure;
using FluentMigrator.Runner;
using Letta.Migrations.Authoring;
using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Tests.Fixtures;
using Npgsql;

namespace Letta.Migrations.Tests.Engines.Postgres;

/// <summary>Runs the steps of one revision on a connection, without a runner around it.</summary>
internal static class PostgresSteps
{
    /// <returns>The statements that were sent.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(
        NpgsqlConnection connection, Revision revision, string schema = "public", bool transactional = true)
    {
        var statements = new List<string>();
        var processor = new PostgresRevisionProcessor(connection, schema, LettaNames.Tables, (sql, done) =>
        {
            if (!done)
                statements.Add(sql.TrimEnd(';'));
        });
        var context = new MigrationContext(processor, new NoServices(), connection: null);
        revision.GetUpExpressions(context);

        await using var transaction = transactional ? await connection.BeginTransactionAsync() : null;
        processor.Transaction = transaction;
        foreach (var step in context.Expressions.Apply(new DefaultConventionSet(schema, workingDirectory: null)))
            step.ExecuteWith(processor);
        processor.Flush();
        if (transaction is not null)
            await transaction.CommitAsync();

        return statements;
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
