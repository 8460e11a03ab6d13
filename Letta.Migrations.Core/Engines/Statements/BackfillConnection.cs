using System.Data.Common;
using Letta.Migrations.Backfills;
using Letta.Migrations.Records;

namespace Letta.Migrations.Engines;

/// <summary>
/// A connection that a backfill works on, one short transaction after the other; whoever works on it holds no lock of the migrators.
/// </summary>
/// <param name="connection">Open.</param>
/// <param name="dialect">How the engine spells what differs.</param>
/// <param name="begin">Begins a transaction that may write.</param>
/// <param name="observer">Sees every statement that writes.</param>
internal sealed class BackfillConnection(
    DbConnection connection,
    BackfillDialect dialect,
    Func<DbTransaction> begin,
    StatementObserver? observer) : IBackfillSession, IAsyncDisposable
{
    private DbTransaction? _transaction;
    private bool _wrote;
    private Func<CancellationToken, Task<bool?>>? _outcome;

    /// <summary>Notices that an answer is lost; null where none can be.</summary>
    public IAsyncDisposable? Watch { get; init; }

    /// <summary>
    /// Takes down, before a commit, what it is known by, and returns what asks for it over another connection: whether it took place, or
    /// null where only what is recorded tells. Null where the engine itself always knows.
    /// </summary>
    public Func<Func<CancellationToken, Task<bool?>>?>? Record { get; init; }

    public BackfillDialect Dialect => dialect;

    public void Begin() => _transaction = begin();

    public IReadOnlyList<string?[]> Query(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(sql, values);
        try
        {
            return Read(command);
        }
        catch (DbException e)
        {
            throw new StatementFailedException(sql, e);
        }
    }

    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        observer?.Invoke(sql, done: false);
        _wrote = true;
        using var command = Command(sql, values);
        int rows;
        try
        {
            rows = command.ExecuteNonQuery();
        }
        catch (DbException e)
        {
            throw new StatementFailedException(sql, e);
        }

        observer?.Invoke(sql, done: true);
        return rows;
    }

    public void Commit()
    {
        _outcome = _wrote ? Record?.Invoke() : null;
        Committing = _wrote;
        observer?.Invoke("COMMIT", done: false);
        _transaction!.Commit();
        observer?.Invoke("COMMIT", done: true);
        Committing = false;
        Forget();
    }

    /// <summary>Whether a commit of something was begun that did not return.</summary>
    public bool Committing { get; private set; }

    /// <summary>Asks whether the commit that did not return took place; null where only what is recorded tells.</summary>
    public Task<bool?> CommittedAsync(CancellationToken cancellationToken)
        => _outcome?.Invoke(cancellationToken) ?? Task.FromResult<bool?>(false);

    /// <summary>Undoes what was not committed. Does not throw: the error that led here is the one to report.</summary>
    public void Rollback()
    {
        try
        {
            _transaction?.Rollback();
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or ObjectDisposedException)
        {
            // The connection is gone, and with it the transaction.
        }

        Forget();
    }

    public async ValueTask DisposeAsync()
    {
        if (Watch is not null)
            await Watch.DisposeAsync();
        await connection.DisposeAsync();
    }

    /// <summary>The rows of a query, each column as text.</summary>
    public static IReadOnlyList<string?[]> Read(DbCommand command)
    {
        using var reader = command.ExecuteReader();
        var rows = new List<string?[]>();
        while (reader.Read())
            rows.Add(StoredDialect.Cells(reader));
        return rows;
    }

    private DbCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = _transaction;
        command.CommandTimeout = 0; // The server's own statement_timeout decides.
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private void Forget()
    {
        _wrote = false;
        _transaction?.Dispose();
        _transaction = null;
    }
}
