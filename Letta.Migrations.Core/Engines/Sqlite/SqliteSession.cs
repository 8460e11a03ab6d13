using FluentMigrator.Expressions;
using Letta.Migrations.Errors;
using Letta.Migrations.Schema;
using Microsoft.Data.Sqlite;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>The connection that revisions run on. SQLite has no step that a transaction cannot hold, so every revision has one.</summary>
internal sealed class SqliteSession(
    SqliteConnection connection, SqliteTarget target, StatementLimit limit, StatementObserver? observer) : IRevisionSession
{
    private readonly SqliteRevisionProcessor _processor
        = new(SqliteFunctions.AddTo(connection), target.Product.Tables, observer) { Limit = limit };
    private SqliteTransaction? _transaction;
    private bool _hasTables;

    public RevisionProcessor Processor => _processor;

    public string? Schema => null;

    public IRevisionStore Store => Records;

    public ISchemaAdoption Adoption => field ??= new SqliteAdoption(_processor);

    private RevisionStore Records
        => field ??= new RevisionStore(RevisionStoreDialect.Sqlite(_processor.Own), connection, () => _transaction, observer);

    public void Preflight(IEnumerable<IMigrationExpression> steps)
    {
        if (SQLitePCL.raw.sqlite3_db_readonly(connection.Handle!, "main") == 1)
            throw SqliteFileErrors.NotWritable(target, inner: null);
    }

    public T Look<T>(Func<RevisionProcessor, T> look)
    {
        Execute("pragma query_only = on");
        _transaction = connection.BeginTransaction(deferred: true);
        _processor.Transaction = _transaction;
        try
        {
            return look(_processor);
        }
        finally
        {
            Rollback();
            Execute("pragma query_only = off");
        }
    }

    public IReadOnlyList<RevisionStep> Divide(
        IReadOnlyList<IMigrationExpression> expressions, bool inUse) => [new RevisionStep(expressions)];

    public void Begin(AppliedPosition expected, bool transactional)
    {
        // A rebuild drops a table that others refer to. The pragma is a no-op inside a transaction, so it comes before.
        Execute("pragma foreign_keys = off");
        _transaction = connection.BeginTransaction(deferred: false); // BEGIN IMMEDIATE: one writer from here to the commit.
        _processor.Transaction = _transaction;
        if (!_hasTables)
            Records.EnsureTables(_transaction);
        if (!Records.IsAt(expected, _transaction))
        {
            throw new UnexpectedDatabaseException(
                $"The revisions of {target.Display} changed while this run was at work: somebody else writes to \"VersionInfo\".",
                "Make sure that only this tool migrates the database, then run the same command again.");
        }
    }

    public void Finish()
    {
        _processor.Flush();
        _processor.CheckForeignKeys();
        _processor.EndSchema(kept: true);
        _processor.Transaction = _transaction; // The next revision, if there is one in this transaction, begins again.
    }

    public Task HandOver()
    {
        Finish();
        return Task.CompletedTask;
    }

    public DatabaseSchema ReadSchema() => SqliteCatalogReader.Read(_processor.Snapshot());

    public void Commit()
    {
        observer?.Invoke("COMMIT", done: false);
        _transaction!.Commit();
        observer?.Invoke("COMMIT", done: true);
        _hasTables = true;
        Forget();
    }

    /// <summary>The file tells: what the commit left unfinished is rolled back, or found whole, by whoever opens it next.</summary>
    public Task<bool?> CommittedAsync(CancellationToken cancellationToken) => Task.FromResult<bool?>(null);

    /// <summary>Nothing but a disk is waited for here.</summary>
    public void Abort()
    {
    }

    public void Rollback()
    {
        try
        {
            _transaction?.Rollback();
        }
        catch (Exception e) when (e is SqliteException or InvalidOperationException)
        {
            // SQLite has rolled back by itself (disk full, interrupted): the journal is what undoes it.
        }

        _processor.EndSchema(kept: false);

        Forget();
    }

    public Task CancelAsync()
    {
        SQLitePCL.raw.sqlite3_interrupt(connection.Handle!);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private void Forget()
    {
        _transaction?.Dispose();
        _transaction = null;
        _processor.Transaction = null;
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
