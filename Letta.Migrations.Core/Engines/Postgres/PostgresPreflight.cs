using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;
using Letta.Migrations.Errors;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>Finds, before the first change, what an administrator would have to allow or install.</summary>
internal sealed class PostgresPreflight(NpgsqlConnection connection, string schema, PostgresTarget target)
{
    /// <exception cref="PrerequisiteMissingException">Something is missing; the message has the SQL for an administrator.</exception>
    public void Check(IEnumerable<IMigrationExpression> steps)
    {
        if (!Ask("select pg_catalog.has_schema_privilege($1, 'CREATE')", schema))
        {
            throw new PrerequisiteMissingException(
                $"The role \"{target.Role}\" may not create tables in the schema \"{schema}\" of {target.Display}.",
                $"An administrator runs: GRANT USAGE, CREATE ON SCHEMA \"{schema}\" TO \"{target.Role}\";");
        }

        foreach (var extension in steps.OfType<CreateExtensionExpression>().Select(e => e.Name).Distinct(StringComparer.Ordinal))
            CheckExtension(extension);
    }

    private void CheckExtension(string name)
    {
        if (Ask("select exists (select 1 from pg_catalog.pg_extension where extname = $1)", name))
            return;

        if (!Ask("select exists (select 1 from pg_catalog.pg_available_extensions where name = $1)", name))
        {
            throw new PrerequisiteMissingException(
                $"The extension \"{name}\" is not installed on the server of {target.Display}.",
                name == "vector"
                    ? "Install pgvector there (Debian and Ubuntu: the package postgresql-<major>-pgvector; containers: the image "
                        + "pgvector/pgvector), "
                        + "then run the same command again."
                    : $"Install the package that brings \"{name}\", then run the same command again.");
        }

        const string MayCreate = """
            select (select rolsuper from pg_catalog.pg_roles where rolname = current_user)
                or exists (select 1 from pg_catalog.pg_available_extension_versions where name = $1 and trusted)
                   and pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
            """;
        if (!Ask(MayCreate, name))
        {
            throw new PrerequisiteMissingException(
                $"The role \"{target.Role}\" may not create the extension \"{name}\" in {target.Display}.",
                $"An administrator runs, in that database: CREATE EXTENSION IF NOT EXISTS \"{name}\";");
        }
    }

    private bool Ask(string sql, string value)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        return command.ExecuteScalar() is true;
    }
}
