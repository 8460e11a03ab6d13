using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>
/// Stands before a Postgres and keeps its sessions: who closes a connection leaves the session, after DISCARD ALL, to who connects next
/// with the same settings. A new session costs the server 40 ms of processor time where a page fault is dear, as in a virtual machine
/// (measured by <c>pgbench -C</c>), and fills its caches again; a run of a verb opens four to eight. Everything but the login goes through
/// as it is, the session's own number included. A connection that breaks, or is closed within a request, takes its session with it.
/// </summary>
internal sealed class SessionPool : IDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<PooledSession>> _idle = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<PooledSession, bool> _all = new();
    private readonly ConcurrentDictionary<string, bool> _closed = new(StringComparer.Ordinal);
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly EndPoint _server;

    public SessionPool(string host, int port)
    {
        _server = IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port) : new DnsEndPoint(host, port);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(128);
        Start(Accept);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>How many sessions of a database wait for the next client.</summary>
    public int Idle(string database) => _idle.Values.Sum(sessions => sessions.Count(s => s.Database == database));

    /// <summary>Ends the sessions of a database that nobody uses, and from now on each as soon as its client has closed it.</summary>
    public void Close(string database)
    {
        _closed.TryAdd(database, true);
        foreach (var session in _all.Keys.Where(s => s.Database == database))
            session.EndUnused();
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var session in _all.Keys)
            session.End();
    }

    /// <summary>Takes back a session that is as it was after its login.</summary>
    public void Return(PooledSession session)
    {
        _idle.GetOrAdd(session.Key, _ => []).Add(session);
        if (IsClosed(session))
            session.EndUnused();
    }

    public bool IsClosed(PooledSession session) => _closed.ContainsKey(session.Database);

    public void Add(PooledSession session) => _all.TryAdd(session, true);

    public void Remove(PooledSession session) => _all.TryRemove(session, out _);

    /// <summary>On a thread of its own: tests block those of the thread pool.</summary>
    internal static void Start(Action work) => new Thread(() => Run(work)) { IsBackground = true }.Start();

    private static void Run(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side is gone, and the connection to the other is closed.
        }
    }

    private void Accept()
    {
        while (true)
        {
            var client = _listener.Accept();
            client.NoDelay = true;
            Start(() => Serve(client));
        }
    }

    private void Serve(Socket client)
    {
        using (client)
        {
            if (ReadStartup(client) is not { } startup)
                return;
            if (ProtocolFrames.Code(startup) == ProtocolFrames.CancelRequest)
            {
                Cancel(startup);
                return;
            }

            var key = Encoding.UTF8.GetString(startup);
            while (_idle.TryGetValue(key, out var sessions) && sessions.TryTake(out var idle))
            {
                if (!idle.Attach(client))
                    continue;
                idle.Pass(client);
                return;
            }

            new PooledSession(this, key, Connect(), client, startup).Pass(client);
        }
    }

    /// <summary>What the client says first; encryption is declined until it says who it is.</summary>
    private static byte[]? ReadStartup(Socket client)
    {
        while (true)
        {
            var head = new byte[4];
            if (!Fill(client, head))
                return null;
            var packet = new byte[ProtocolFrames.Length(head)];
            head.CopyTo(packet, 0);
            if (!Fill(client, packet.AsSpan(4)))
                return null;
            if (!ProtocolFrames.AsksForEncryption(packet))
                return packet;
            client.Send("N"u8);
        }
    }

    private static bool Fill(Socket from, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var read = from.Receive(bytes);
            if (read == 0)
                return false;
            bytes = bytes[read..];
        }

        return true;
    }

    /// <summary>The server closes the connection when it has sent the signal; that is the answer.</summary>
    private void Cancel(byte[] request)
    {
        using var server = Connect();
        server.Send(request);
        _ = server.Receive(new byte[1]);
    }

    private Socket Connect()
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        server.Connect(_server);
        return server;
    }
}
