using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>Statements that return nothing, held back to travel together: the time to fill an empty database is mostly round trips.</summary>
/// <param name="connection">The connection.</param>
/// <param name="observer">Sees those that travel together as one.</param>
internal sealed class HeldStatements(NpgsqlConnection connection, StatementObserver? observer)
{
    private const int Most = 64;
    private readonly List<string> _held = [];

    /// <summary>True if the statement was taken in; the protocol takes one statement at a time, so a text with several is not.</summary>
    public bool TryHold(string sql)
    {
        if (sql.AsSpan().TrimEnd().TrimEnd(';').Contains(';'))
            return false;

        _held.Add(sql);
        if (_held.Count == Most)
            Send();
        return true;
    }

    /// <exception cref="StatementFailedException">Names the one that the server refused.</exception>
    public void Send()
    {
        if (_held.Count == 0)
            return;

        using var batch = connection.CreateBatch();
        batch.Timeout = 0;
        foreach (var sql in _held)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        var all = string.Join(";\n", _held);
        _held.Clear();
        observer?.Invoke(all, done: false);
        try
        {
            batch.ExecuteNonQuery();
        }
        catch (NpgsqlException e)
        {
            throw new StatementFailedException(e.BatchCommand?.CommandText ?? all, e);
        }

        observer?.Invoke(all, done: true);
    }

    public void Forget() => _held.Clear();
}
