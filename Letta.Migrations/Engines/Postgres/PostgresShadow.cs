using FluentMigrator.Expressions;
using FluentMigrator.Postgres;
using Letta.Migrations.Errors;
using Letta.Migrations.Schema;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>A schema in a transaction that is never committed: nobody else ever sees it, and no crash can leave it behind.</summary>
internal sealed class PostgresShadow : IShadow
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly string _schema = $"letta_shadow_{Guid.NewGuid():N}";

    private PostgresShadow(NpgsqlConnection connection)
    {
        _connection = connection;
        _transaction = connection.BeginTransaction();
        Processor = new PostgresRevisionProcessor(connection, _schema, observer: null) { Transaction = _transaction };
    }

    public RevisionProcessor Processor { get; }

    public string Schema => _schema;

    /// <param name="connection">A connection of its own, which the shadow closes.</param>
    /// <param name="target">For messages.</param>
    /// <param name="statementTimeout">How long one statement may run.</param>
    /// <exception cref="PrerequisiteMissingException">The role may not create a schema.</exception>
    public static PostgresShadow Open(NpgsqlConnection connection, PostgresTarget target, TimeSpan statementTimeout)
    {
        using (var allowed = new NpgsqlCommand("select pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')", connection))
        {
            if (allowed.ExecuteScalar() is not true)
                throw NotAllowed(target);
        }

        var shadow = new PostgresShadow(connection);
        shadow.Execute($"""
            set local timezone = 'UTC';
            set local statement_timeout = {(long)statementTimeout.TotalMilliseconds};
            create schema {shadow._schema};
            select pg_catalog.set_config('search_path', '{shadow._schema}, ' || coalesce((
              select pg_catalog.quote_ident(n.nspname) from pg_catalog.pg_extension e join pg_catalog.pg_namespace n on n.oid = e.extnamespace
              where e.extname = 'vector'), 'pg_catalog'), true)
            """);
        return shadow;
    }

    public void CarryOut(IEnumerable<IMigrationExpression> steps)
    {
        foreach (var step in steps)
        {
            // No transaction can hold a concurrent build, and there is nobody here to be kept waiting.
            if (step is CreateIndexExpression create)
                create.AdditionalFeatures.Remove(PostgresExtensions.Concurrently);
            if (step is DeleteIndexExpression delete)
                delete.AdditionalFeatures.Remove(PostgresExtensions.Concurrently);
            step.ExecuteWith(Processor);
        }

        Processor.Flush();
    }

    public DatabaseSchema Read() => new PostgresCatalogReader(_connection, _schema).Read();

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync(); // Rolls back.
        await _connection.DisposeAsync();
    }

    private void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, _connection, _transaction);
        command.ExecuteNonQuery();
    }

    private static PrerequisiteMissingException NotAllowed(PostgresTarget target)
        => new(
            $"The role \"{target.Role}\" may not create a schema in {target.Display}, and to compare needs one, which is rolled back.",
            $"""
            An administrator runs: GRANT CREATE ON DATABASE "{target.Database}" TO "{target.Role}";
            Or, if you know the schema to be right, adopt it without comparing: letta adopt --accept-drift
            """);
}
