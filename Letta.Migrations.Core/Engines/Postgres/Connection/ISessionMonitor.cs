using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>Asks the server about a session, over another connection than the session's own.</summary>
internal interface ISessionMonitor
{
    /// <param name="command">Without a connection.</param>
    /// <param name="ask">Sends it, and reads the answer.</param>
    /// <param name="cancellationToken">Ends the wait for a connection.</param>
    Task<T> AskAsync<T>(NpgsqlCommand command, Func<NpgsqlCommand, Task<T>> ask, CancellationToken cancellationToken);
}
