using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Statements that return nothing, held back to travel together, and to be carried out while the next ones are written down: the time to
/// fill an empty database is otherwise mostly round trips, and waiting for each other.
/// </summary>
/// <param name="connection">The connection. What else uses it calls <see cref="Send"/> before.</param>
/// <param name="observer">Sees those that travel together as one.</param>
internal sealed class HeldStatements(NpgsqlConnection connection, StatementObserver? observer)
{
    private const int Most = 64;
    private List<string> _held = [];
    private Task _sent = Task.CompletedTask;

    /// <summary>True if the statement was taken in; the protocol takes one statement at a time, so a text with several is not.</summary>
    public bool TryHold(string sql)
    {
        if (sql.AsSpan().TrimEnd().TrimEnd(';').Contains(';'))
            return false;

        _held.Add(sql);
        if (_held.Count == Most)
            _ = HandOver(); // Whoever waits next sees its failure.
        return true;
    }

    /// <summary>
    /// Lets go of what is held without waiting for it. The task ends when it is carried out, and all that was handed over before.
    /// </summary>
    public Task HandOver()
    {
        if (_held.Count > 0)
        {
            var (before, batch) = (_sent, _held);
            _sent = Task.Run(async () =>
            {
                await before; // Fails as that one did: nothing is sent after a statement that was refused.
                SendTogether(batch);
            });
            _held = [];
        }

        return _sent;
    }

    /// <summary>Sends what is held, and waits until it and all that was handed over is carried out.</summary>
    /// <exception cref="StatementFailedException">Names the one that the server refused.</exception>
    public void Send() => HandOver().GetAwaiter().GetResult();

    /// <summary>Forgets what is held, and waits until nothing uses the connection any more, whatever became of it.</summary>
    public void Abandon()
    {
        _held.Clear();
        ((IAsyncResult)_sent).AsyncWaitHandle.WaitOne();
        _sent = Task.CompletedTask;
    }

    public void Forget() => _held.Clear();

    private void SendTogether(List<string> statements)
    {
        using var batch = connection.CreateBatch();
        batch.Timeout = 0;
        foreach (var sql in statements)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        var all = string.Join(";\n", statements);
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
}
