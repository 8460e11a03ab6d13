using System.Net.Sockets;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>A session of the server, and who has it at the moment.</summary>
internal sealed class PooledSession
{
    private static readonly byte[] Rollback = ProtocolFrames.Query("ROLLBACK");
    private static readonly byte[] Discard = ProtocolFrames.Query("DISCARD ALL");
    private readonly Lock _lock = new();
    private readonly SessionPool _pool;
    private readonly Socket _server;
    private readonly List<byte> _greeting = [.. ProtocolFrames.LoggedIn];
    private Socket? _client;
    private bool _greeted;
    private bool _ended;
    private bool _failed;

    /// <summary>Requests without an answer yet: the login is the first.</summary>
    private int _open = 1;
    private byte _transaction;

    public PooledSession(SessionPool pool, string key, Socket server, Socket client, byte[] startup)
    {
        (_pool, Key, _server, _client) = (pool, key, server, client);
        var words = key.Split('\0');
        Database = words[Array.LastIndexOf(words, "database") + 1];
        pool.Add(this);
        SessionPool.Start(Read);
        _server.Send(startup);
    }

    /// <summary>Whom it is for: the client's first message.</summary>
    public string Key { get; }

    /// <summary>The database, as that message names it.</summary>
    public string Database { get; }

    /// <summary>Gives the session to a client, which hears what it would hear at a login; false if it has ended.</summary>
    public bool Attach(Socket client)
    {
        lock (_lock)
        {
            if (_ended)
                return false;
            _client = client;
        }

        client.Send([.. _greeting]);
        return true;
    }

    /// <summary>Sends on what a client says, until it closes the connection.</summary>
    public void Pass(Socket client)
    {
        var buffer = new byte[16 * 1024];
        var closes = false;
        var frames = new ProtocolFrames((type, _) =>
        {
            closes |= type == ProtocolFrames.Terminate;
            if (type is ProtocolFrames.SimpleQuery or ProtocolFrames.Sync or ProtocolFrames.FunctionCall)
                Interlocked.Increment(ref _open);
        });
        try
        {
            while (!closes)
            {
                var read = client.Receive(buffer);
                if (read == 0)
                    break;
                frames.Read(buffer.AsSpan(0, read));
                _server.Send(buffer.AsSpan(0, closes ? read - ProtocolFrames.TerminateLength : read));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            closes = false;
        }

        if (closes && Release())
            return;
        End();
    }

    /// <summary>Closes the session as its client would.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_ended)
                return;
            _ended = true;
        }

        _pool.Remove(this);
        try
        {
            _server.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The server was first.
        }

        _server.Dispose();
    }

    /// <summary>Closes the session if no client has it.</summary>
    public void EndUnused()
    {
        lock (_lock)
        {
            if (_client is not null)
                return;
        }

        End();
    }

    /// <summary>Has the session forget its client; false where it is within a request, or was never let in.</summary>
    private bool Release()
    {
        lock (_lock)
        {
            if (_ended || !_greeted || _pool.IsClosed(this) || Volatile.Read(ref _open) != 0)
                return false;
            _client = null;
            _open = _transaction == ProtocolFrames.Idle ? 1 : 2;
            _failed = false;
        }

        if (_open == 2)
            _server.Send(Rollback);
        _server.Send(Discard);
        return true;
    }

    private void Read()
    {
        var buffer = new byte[16 * 1024];
        var frames = new ProtocolFrames(Hear);
        try
        {
            while (true)
            {
                var read = _server.Receive(buffer);
                if (read == 0)
                    break;
                Socket? client;
                lock (_lock)
                    client = _client;
                if (!_greeted)
                    frames.Keep(_greeting);
                frames.Read(buffer.AsSpan(0, read));
                client?.Send(buffer.AsSpan(0, read));
                if (client is null && Volatile.Read(ref _open) == 0)
                    Offer();
            }
        }
        finally
        {
            End();
            _client?.Dispose(); // What the server said last has been sent on.
        }
    }

    private void Offer()
    {
        if (_failed)
            End();
        else
            _pool.Return(this);
    }

    private void Hear(char type, byte first)
    {
        if (type == ProtocolFrames.Error && Volatile.Read(ref _client) is null)
            _failed = true;
        if (type != ProtocolFrames.ReadyForQuery)
            return;
        _transaction = first;
        _greeted = true;
        Interlocked.Decrement(ref _open);
    }
}
