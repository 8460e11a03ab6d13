using System.Net.Sockets;
using System.Security.Authentication;
using Letta.Migrations.Errors;
using Npgsql;
using static Letta.Migrations.Errors.ExceptionChain;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// What an error of Npgsql means to a user. The whole chain is looked at: a rollback that fails on a dead connection hides what killed it.
/// </summary>
internal static class PostgresErrors
{
    public static bool IsLockTimeout(Exception error)
        => SqlState(error) is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected;

    /// <summary>
    /// The SQLSTATE of whatever a row may lead to: a value that is out of range, a constraint that it breaks, a subselect that has two rows
    /// for it, a trigger that refuses it by a code of its own. Not what is about the connection (08), the transaction (25, 40), rights (28,
    /// 42), the statement (42), or the server and its state (53, 55, 57, 58, XX). What is left may be a mistake all the same, which fails
    /// over no row, too.
    /// </summary>
    public static string? ClassifyRowError(Exception error)
        => Find<MigrationException>(error) is not null
            || SqlState(error) is not { Length: 5 } state
            || state[..2] is "08" or "25" or "28" or "40" or "42" or "53" or "55" or "57" or "58" or "XX"
            ? null
            : state;

    /// <param name="error">The error.</param>
    /// <param name="target">The database.</param>
    /// <param name="farewell">What the server said when it ended a connection.</param>
    /// <param name="lostAnswer">Why a connection was closed whose answer did not arrive.</param>
    public static MigrationException? TranslateError(Exception error, PostgresTarget target, PostgresNotice? farewell, string? lostAnswer)
    {
        if (Find<MigrationException>(error) is { } known)
            return known;

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
            PostgresErrorCodes.ReadOnlySqlTransaction => ReadOnly(target, "the server said so in the middle of the run"),
            PostgresErrorCodes.TooManyConnections => new DatabaseUnreachableException(
                $"{target.Display} has no connection free ({state}).",
                "Free connections or raise the limit, then run the same command again."),
            _ when Find<AuthenticationException>(error) is { } tls => new DatabaseUnreachableException(
                $"{target.Display} could not be trusted: {tls.Message}",
                $"Check sslmode and sslrootcert in {target.Source}, and the host name in the server's certificate. It was not tried "
                    + $"again."),
            PostgresErrorCodes.ProtocolViolation when Message(error) is var message
                && PoolerRefusal(message) is { } refusal => new ConfigurationException(
                $"{target.Display} is reached through a pooler, which refuses {refusal} ({state}): {message}.",
                $"Point {target.Source} at Postgres itself."),
            _ when lostAnswer is not null && IsLost(error, state) => new DatabaseUnreachableException(
                $"{target.Display} was asked, and no answer arrived: {lostAnswer}.",
                "See that the network between holds, then run the same command again; it continues where the database is.",
                error),
            _ when IsLost(error, state) => new DatabaseUnreachableException(
                $"{target.Display} cannot be reached, or went away{Reason(error, state, farewell)}",
                "See that the server is up and that host and port are right, then run the same command again; it continues where the "
                    + "database is.",
                error),
            _ => null,
        };
    }

    /// <summary>Whether waiting may help: the server is not up yet, is starting, or is full.</summary>
    public static bool IsTransient(Exception error)
    {
        var state = SqlState(error);
        return state == PostgresErrorCodes.TooManyConnections || IsUnreachable(error);
    }

    /// <summary>Whether the server did not answer, or said that it goes away.</summary>
    public static bool IsUnreachable(Exception error) => Find<AuthenticationException>(error) is null && IsLost(error, SqlState(error));

    public static PrerequisiteMissingException ReadOnly(PostgresTarget target, string why)
        => new(
            $"{target.Display} is read-only (25006): {why}.",
            $"Point {target.Source} at the primary, or let an administrator run: ALTER ROLE … SET default_transaction_read_only = off;");

    /// <summary>
    /// The server's own sentence after its SQLSTATE. The driver's message goes on with a detail, which may quote what a row holds, and
    /// where it is redacted with advice on how to have it shown.
    /// </summary>
    public static string Describe(Exception error)
        => error is PostgresException postgres ? $"{postgres.SqlState}: {postgres.MessageText}" : error.Message;

    public static string? SqlState(Exception error) => Find<PostgresException>(error)?.SqlState;

    /// <summary>
    /// A socket that is disposed of between two statements is found by Npgsql when it sets a timeout on it, and not reported as an
    /// error of its own.
    /// </summary>
    private static bool IsLost(Exception error, string? state) => state is null
        ? Find<SocketException>(error) is not null || Find<IOException>(error) is not null || Find<TimeoutException>(error) is not null
            || Find<ObjectDisposedException>(error) is { ObjectName: "System.Net.Sockets.Socket" or "System.Net.Sockets.NetworkStream" }
            || (Find<NpgsqlException>(error) is not null && Find<PostgresException>(error) is null)
        : (state.StartsWith("08", StringComparison.Ordinal) && PoolerRefusal(Message(error)) is null)
            || state is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow;

    /// <summary>Whether a pooler sits between that gives every statement another session, and so lets no transaction through.</summary>
    public static bool RefusesTransactions(Exception error)
        => SqlState(error) == PostgresErrorCodes.ProtocolViolation && PoolerRefusal(Message(error)) == "transactions";

    /// <summary>
    /// What PgBouncer does not let through, which waiting does not change; null for anything else. It has one SQLSTATE for all that it
    /// says, a server that is not up yet included (client_proto.c, objects.c).
    /// </summary>
    private static string? PoolerRefusal(string message) => message switch
    {
        _ when message.StartsWith("unsupported startup parameter", StringComparison.Ordinal) => "a setting of the address",
        _ when message.StartsWith("transaction blocks not allowed in statement pooling mode", StringComparison.Ordinal) => "transactions",
        _ => null,
    };

    private static string Reason(Exception error, string? state, PostgresNotice? farewell) => (state, farewell) switch
    {
        (null, null) => $": {Message(error)}",
        (null, _) => $" ({farewell.SqlState}): {farewell.MessageText}",
        _ => $" ({state}): {Message(error)}",
    };

    private static string Message(Exception error)
        => (Find<PostgresException>(error)?.MessageText
            ?? Find<SocketException>(error)?.Message ?? Find<NpgsqlException>(error)?.Message ?? error.Message).TrimEnd('.');
}
