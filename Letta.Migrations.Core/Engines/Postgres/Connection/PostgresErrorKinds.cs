using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;
using static Letta.Migrations.Errors.ExceptionChain;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Which kind of error an error of Npgsql is. The whole chain is looked at: a rollback that fails on a dead connection hides what killed
/// it.
/// </summary>
internal static class PostgresErrorKinds
{
    public static string? SqlState(Exception error) => Find<PostgresException>(error)?.SqlState;

    /// <summary>The server's own sentence, else that of the socket or of the driver.</summary>
    public static string Message(Exception error)
        => (Find<PostgresException>(error)?.MessageText
            ?? Find<SocketException>(error)?.Message ?? Find<NpgsqlException>(error)?.Message ?? error.Message).TrimEnd('.');

    /// <summary>Whether waiting may help: the server is not up yet, is starting, or is full.</summary>
    public static bool IsTransient(Exception error)
        => SqlState(error) == PostgresErrorCodes.TooManyConnections || IsUnreachable(error);

    /// <summary>Whether the server did not answer, or said that it goes away.</summary>
    public static bool IsUnreachable(Exception error) => Find<AuthenticationException>(error) is null && IsLost(error);

    /// <summary>
    /// The same, or that it is not to be trusted. A socket that is disposed of between two statements is found by Npgsql when it sets a
    /// timeout on it, and not reported as an error of its own.
    /// </summary>
    public static bool IsLost(Exception error) => SqlState(error) is not { } state
        ? Find<SocketException>(error) is not null || Find<IOException>(error) is not null || Find<TimeoutException>(error) is not null
            || Find<ObjectDisposedException>(error) is { ObjectName: "System.Net.Sockets.Socket" or "System.Net.Sockets.NetworkStream" }
            || (Find<NpgsqlException>(error) is not null && Find<PostgresException>(error) is null)
        : (state.StartsWith("08", StringComparison.Ordinal) && PoolerRefusal(error) is null)
            || state is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow;

    /// <summary>Whether a pooler sits between that gives every statement another session, and so lets no transaction through.</summary>
    public static bool RefusesTransactions(Exception error)
        => SqlState(error) == PostgresErrorCodes.ProtocolViolation && PoolerRefusal(error) == "transactions";

    /// <summary>
    /// What PgBouncer does not let through, which waiting does not change; null for anything else. It has one SQLSTATE for all that it
    /// says, a server that is not up yet included (client_proto.c, objects.c).
    /// </summary>
    public static string? PoolerRefusal(Exception error) => Message(error) switch
    {
        var m when m.StartsWith("unsupported startup parameter", StringComparison.Ordinal) => "a setting of the address",
        var m when m.StartsWith("transaction blocks not allowed in statement pooling mode", StringComparison.Ordinal) => "transactions",
        _ => null,
    };
}
