using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Npgsql;
using Npgsql.Internal;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Ends the socket of a connection, from any thread, so that whoever waits for an answer on it gets an error at once. Npgsql has nothing
/// of the kind: its cancellation asks the server over another connection first, is put off while the answer to a BEGIN is missing that
/// travelled with the statement, and cannot be asked for where a revision's own code waits. The socket is shut down and left to Npgsql to
/// dispose of: on one that is disposed of, Npgsql fails when it sets a timeout for the next statement (ObjectDisposedException), and
/// again when the connection is disposed of, "in progress" for ever. On Windows a shutdown does not end a read that waits.
/// </summary>
internal static class ConnectionAbort
{
    public static void Abort(NpgsqlConnection connection)
    {
        try
        {
            if (Connector(connection) is { } connector)
                End(Socket(connector));
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // It is closed already.
        }
    }

    private static void End(Socket? socket)
    {
        if (OperatingSystem.IsWindows())
            socket?.Dispose();
        else
            socket?.Shutdown(SocketShutdown.Both);
    }

    // Npgsql's version is pinned, and a test closes a connection that waits.
#pragma warning disable NPG9001 // The type is public, but no promise.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Connector")]
    private static extern NpgsqlConnector? Connector(NpgsqlConnection connection);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_socket")]
    private static extern ref Socket? Socket(NpgsqlConnector connector);
#pragma warning restore NPG9001
}
