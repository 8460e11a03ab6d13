using System.Security.Authentication;
using Letta.Migrations.Errors;
using Npgsql;
using static Letta.Migrations.Engines.Postgres.PostgresErrorKinds;
using static Letta.Migrations.Errors.ExceptionChain;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>What an error of Npgsql means to a user.</summary>
/// <param name="connector">Knows the database, what the server said when it ended a connection, and whose answer was lost.</param>
/// <param name="lockTimeout">How long one statement may queue for a lock of others.</param>
internal sealed class PostgresErrors(PostgresConnector connector, TimeSpan lockTimeout) : IDatabaseErrors
{
    public MigrationException? TranslateError(Exception error)
    {
        if (Find<MigrationException>(error) is { } known)
            return known;

        var target = connector.Target;
        var state = SqlState(error);
        return state switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
                => PostgresRefusal.TranslateError(Find<PostgresException>(error)!, target),
            PostgresErrorCodes.InvalidCatalogName => new PrerequisiteMissingException(
                $"The database \"{target.Database}\" of {target.Display} does not exist ({state}).",
                $"An administrator runs: {target.CreateStatement}\nor, if the role may create it: {target.Product.CommandName} upgrade "
                    + $"--create-database",
                error),
            PostgresErrorCodes.InsufficientPrivilege => new PrerequisiteMissingException(
                $"The role \"{target.Role}\" lacks a privilege in {target.Display}: {Message(error)} ({state}).",
                "An administrator grants it, or makes the role the owner of the objects; then run the same command again.",
                error),
            PostgresErrorCodes.ReadOnlySqlTransaction => new PrerequisiteMissingException(
                $"{target.Display} is read-only ({state}): the server said so in the middle of the run.",
                $"Point {target.Source} at the primary, or let an administrator run: ALTER ROLE … SET default_transaction_read_only = "
                    + $"off;"),
            PostgresErrorCodes.TooManyConnections => new DatabaseUnreachableException(
                $"{target.Display} has no connection free ({state}).",
                "Free connections or raise the limit, then run the same command again."),
            _ when Find<AuthenticationException>(error) is { } tls => new DatabaseUnreachableException(
                $"{target.Display} could not be trusted: {tls.Message}",
                $"Check sslmode and sslrootcert in {target.Source}, and the host name in the server's certificate. It was not tried "
                    + $"again."),
            PostgresErrorCodes.ProtocolViolation when PoolerRefusal(error) is { } refusal => new ConfigurationException(
                $"{target.Display} is reached through a pooler, which refuses {refusal} ({state}): {Message(error)}.",
                $"Point {target.Source} at Postgres itself."),
            _ when connector.LostAnswer is { } lostAnswer && IsLost(error) => new DatabaseUnreachableException(
                $"{target.Display} was asked, and no answer arrived: {lostAnswer}.",
                "See that the network between holds, then run the same command again; it continues where the database is.",
                error),
            _ when IsLost(error) => new DatabaseUnreachableException(
                $"{target.Display} cannot be reached, or went away{Reason(error, state, connector.Farewell)}",
                "See that the server is up and that host and port are right, then run the same command again; it continues where the "
                    + "database is.",
                error),
            _ => null,
        };
    }

    /// <summary>
    /// The SQLSTATE of whatever a row may lead to: a value that is out of range, a constraint that it breaks, a subselect that has two rows
    /// for it, a trigger that refuses it by a code of its own. Not what is about the connection (08), the transaction (25, 40), rights (28,
    /// 42), the statement (42), or the server and its state (53, 55, 57, 58, XX). What is left may be a mistake all the same, which fails
    /// over no row, too.
    /// </summary>
    public string? ClassifyRowError(Exception error)
        => Find<MigrationException>(error) is not null
            || SqlState(error) is not { Length: 5 } state
            || state[..2] is "08" or "25" or "28" or "40" or "42" or "53" or "55" or "57" or "58" or "XX"
            ? null
            : state;

    /// <summary>
    /// The server's own sentence after its SQLSTATE. The driver's message goes on with a detail, which may quote what a row holds, and
    /// where it is redacted with advice on how to have it shown.
    /// </summary>
    public string Describe(Exception error)
        => error is PostgresException postgres ? $"{postgres.SqlState}: {postgres.MessageText}" : error.Message;

    public bool IsDatabaseMissing(Exception error) => SqlState(error) == PostgresErrorCodes.InvalidCatalogName;

    public bool IsTransient(Exception error) => PostgresErrorKinds.IsTransient(error);

    public bool IsLockTimeout(Exception error)
        => SqlState(error) is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected;

    public MigrationException LockTimeoutExhausted(string revision, string? blocker, TimeSpan budget, string left, Exception last)
        => new LockNotObtainedException(
            $"Revision {revision} could not lock a table within {budget.TotalSeconds:0.#} s of tries of {lockTimeout.TotalSeconds:0.#} s "
                + $"each: "
            + $"{blocker ?? "another session"} holds it.",
            $"Wait for that session or end it (select pg_terminate_backend(pid)), then run the same command again; {left}.",
            last);

    private static string Reason(Exception error, string? state, PostgresNotice? farewell) => (state, farewell) switch
    {
        (null, null) => $": {Message(error)}",
        (null, _) => $" ({farewell.SqlState}): {farewell.MessageText}",
        _ => $" ({state}): {Message(error)}",
    };
}
