using FluentMigrator.Expressions;
using FluentMigrator.Postgres;
using Letta.Migrations.Errors;
using Letta.Migrations.Schema;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// A schema in a transaction that is never committed: nobody else ever sees it, and no crash can leave it behind. A role that may not
/// create one has its own for temporary tables, which nearly every role may create.
/// </summary>
internal sealed class PostgresShadow : IShadow
{
    private const string Empty = "empty";
    private readonly PostgresLook _look;
    private readonly PostgresTarget _target;

    private PostgresShadow(PostgresLook look, string schema, PostgresTarget target)
    {
        (_look, Schema, _target) = (look, schema, target);
        look.Transaction!.Save(Empty);
        Processor = NewProcessor();
    }

    public RevisionProcessor Processor { get; private set; }

    public string Schema { get; }

    /// <summary>What a run finds without naming a schema is found here too, so far as extensions made it.</summary>
    /// <param name="look">A connection of its own, and its transaction, both of which the shadow ends.</param>
    /// <param name="target">For messages.</param>
    /// <param name="statementTimeout">How long one statement may run.</param>
    /// <exception cref="PrerequisiteMissingException">
    /// The role may create neither a schema nor temporary tables, the database is read-only, or a pooler lets no transaction through.
    /// </exception>
    public static PostgresShadow Open(PostgresLook look, PostgresTarget target, TimeSpan statementTimeout)
    {
        if (look.Transaction is null)
            throw NoTransaction(target);

        var connection = look.Connection;
        var place = Scalar(
            connection,
            """
            select case when pg_catalog.pg_is_in_recovery() or pg_catalog.current_setting('transaction_read_only')::boolean then 'nowhere'
                        when pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') then 'schema'
                        when pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMPORARY') then 'temporary'
                        else 'forbidden' end
            """);
        if (place is "nowhere")
            throw ReadOnly(target);
        if (place is "forbidden")
            throw NotAllowed(target);

        var schema = place is "schema"
            ? target.Product.Tables.Temporary($"shadow_{Guid.NewGuid():N}")
            : Temporary(connection, target.Product.Tables.Temporary("shadow_begins"));
        _ = Scalar(
            connection,
            $"""
            set local timezone = 'UTC';
            set local statement_timeout = {(long)statementTimeout.TotalMilliseconds};
            {(place is "schema" ? $"create schema {schema};" : "")}
            select pg_catalog.set_config('search_path', '{schema}' || coalesce((
              select pg_catalog.string_agg(distinct ', ' || pg_catalog.quote_ident(n.nspname), '')
              from pg_catalog.pg_extension e join pg_catalog.pg_namespace n on n.oid = e.extnamespace
              where n.nspname = any (pg_catalog.current_schemas(false)) and n.nspname <> 'pg_catalog'), ''), true)
            """);
        return new PostgresShadow(look, schema, target);
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
            if (step is ExecuteSqlStatementExpression sql)
                sql.SqlStatement = ConcurrentSql.Plain(sql.SqlStatement);
            step.ExecuteWith(Processor);
        }

        Processor.Flush();
    }

    public void Clear()
    {
        _look.Transaction!.Rollback(Empty);
        Processor = NewProcessor();
    }

    public DatabaseSchema Read() => new PostgresCatalogReader(_look.Connection, Schema, Processor.Own).Read();

    public DatabaseSchema ReadOutline() => new PostgresCatalogReader(_look.Connection, Schema, Processor.Own).ReadOutline();

    public ValueTask DisposeAsync() => _look.DisposeAsync();

    private PostgresRevisionProcessor NewProcessor()
        => new(_look.Connection, Schema, _target.Product.Tables, observer: null) { Transaction = _look.Transaction };

    /// <summary>The schema of this session's temporary tables, which Postgres makes with the first of them.</summary>
    private static string Temporary(NpgsqlConnection connection, string table) => Scalar(
        connection,
        $"""
        create temporary table {table} ();
        drop table {table};
        select nspname from pg_catalog.pg_namespace where oid = pg_catalog.pg_my_temp_schema()
        """);

    private static string Scalar(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return (string)command.ExecuteScalar()!;
    }

    private static PrerequisiteMissingException ReadOnly(PostgresTarget target)
        => new(
            $"{target.Display} is read-only, and to compare needs tables, which are rolled back.",
            "Run the command against the primary.");

    private static PrerequisiteMissingException NoTransaction(PostgresTarget target)
        => new(
            $"{target.Display} is reached through a pooler that lets no transaction through, and to compare needs one, which is rolled "
                + $"back.",
            $"Point {target.Source} at Postgres itself.");

    private static PrerequisiteMissingException NotAllowed(PostgresTarget target)
        => new(
            $"The role \"{target.Role}\" may not create temporary tables in {target.Display}, and to compare needs some, which are "
                + $"rolled back.",
            $"An administrator runs: GRANT TEMPORARY ON DATABASE \"{target.Database}\" TO \"{target.Role}\";");
}
