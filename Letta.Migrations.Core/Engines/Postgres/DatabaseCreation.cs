using Letta.Migrations.Errors;
using Npgsql;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>Creates the database that is not there, by way of another one of the same server.</summary>
internal sealed class DatabaseCreation(PostgresConnector connector)
{
    /// <summary>The database that is there for this (https://www.postgresql.org/docs/current/manage-ag-templatedbs.html).</summary>
    public const string Maintenance = "postgres";

    /// <exception cref="PrerequisiteMissingException">
    /// The role may not, or may not connect to the database that it is done from.
    /// </exception>
    /// <exception cref="LockNotObtainedException">Somebody uses the template that every new database is copied from.</exception>
    public async Task RunAsync(TimeSpan lockTimeout, TimeSpan statementTimeout, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await connector.OpenMaintenanceAsync(cancellationToken);
            await PostgresSession.SetTimeoutsAsync(connection, lockTimeout, statementTimeout, cancellationToken);
            var settings = connector.Target.Settings();
            var database = SqlIdentifier.Quote(settings.Database ?? settings.Username!);
            await using var command = new NpgsqlCommand($"CREATE DATABASE {database}", connection)
            {
                CommandTimeout = statementTimeout == TimeSpan.Zero
                    ? 0
                    : (int)Math.Ceiling(statementTimeout.TotalSeconds) + 5, // The server's own limit comes first.
            };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (IsThereNow(e))
        {
            // Two that start at once: the other one was faster, and what is wanted is there.
        }
        catch (PostgresException e) when (MayNot(e))
        {
            var target = connector.Target;
            throw new PrerequisiteMissingException(
                $"The database \"{target.Database}\" of {target.Display} does not exist, and the role \"{target.Role}\" could not create "
                    + $"it: {e.MessageText} ({e.SqlState}).",
                $"An administrator runs: {target.CreateStatement}",
                e);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.ObjectInUse)
        {
            throw new LockNotObtainedException(
                $"The database \"{connector.Target.Database}\" of {connector.Target.Display} could not be created: {e.MessageText} "
                    + $"({e.SqlState}).",
                "Let the other session finish, then run the same command again.",
                e);
        }
    }

    /// <summary>By its name, or by the index of names that the other one has written to already.</summary>
    private static bool IsThereNow(PostgresException e)
        => e.SqlState is PostgresErrorCodes.DuplicateDatabase
            || (e.SqlState is PostgresErrorCodes.UniqueViolation && e.ConstraintName is "pg_database_datname_index");

    /// <summary>
    /// Not to create one, or not to connect to where that is done: by its rights, by pg_hba.conf, or because there is no such database.
    /// </summary>
    private static bool MayNot(PostgresException e)
        => e.SqlState is PostgresErrorCodes.InsufficientPrivilege
            or PostgresErrorCodes.InvalidAuthorizationSpecification
            or PostgresErrorCodes.InvalidCatalogName;

}
