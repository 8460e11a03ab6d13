using System.Diagnostics;
using Npgsql;

namespace Letta.Migrations.Bench;

/// <summary>
/// One connection that sends statement after statement, with five milliseconds of rest. It has a thread of its own: what it measures is the
/// database, not the thread pool that the runner works on.
/// </summary>
internal abstract class Client : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(5);
    private readonly NpgsqlConnection _connection;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private Exception? _died;

    protected Client(string connectionString)
    {
        _connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        _connection.Open();
        _thread = new Thread(Loop) { IsBackground = true };
    }

    public List<Wait> Waits { get; } = [];

    /// <summary>Statements that failed and were sent again, by SQLSTATE.</summary>
    public Dictionary<string, int> Failures { get; } = new(StringComparer.Ordinal);

    public void Start() => _thread.Start();

    /// <summary>Ends after the statement that is under way.</summary>
    public void Stop()
    {
        _stop.Cancel();
        _thread.Join();
        if (_died is not null)
            throw new InvalidOperationException("The client died.", _died);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _stop.Dispose();
    }

    protected abstract void Round();

    /// <summary>Sends a statement until it succeeds; the wait is that of all its tries together.</summary>
    protected void Send(string sql, params object[] values)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!TrySend(sql, values))
        {
        }

        Waits.Add(new Wait(begin, Stopwatch.GetTimestamp()));
        _stop.Token.WaitHandle.WaitOne(Rest);
    }

    private bool TrySend(string sql, object[] values)
    {
        try
        {
            using var command = new NpgsqlCommand(sql, _connection);
            foreach (var value in values)
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            using var reader = command.ExecuteReader();
            while (reader.Read())
                _ = reader.FieldCount;
            return true;
        }
        catch (PostgresException e)
        {
            Failures[e.SqlState] = Failures.GetValueOrDefault(e.SqlState) + 1;
            return Failures[e.SqlState] > 1000 ? throw new InvalidOperationException("It does not get through.", e) : false;
        }
    }

    private void Loop()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
                Round();
        }
#pragma warning disable CA1031 // Told by Stop, to whoever waits for the figures.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _died = e;
        }
    }
}
