using System.Data;
using System.Data.Common;
using FluentMigrator;
using FluentMigrator.Expressions;
using FluentMigrator.Runner.Processors;
using Letta.Migrations.Authoring;
using Letta.Migrations.Backfills;
using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Letta.Migrations.Schema;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Engines;

/// <summary>
/// Carries out the steps of one revision on a connection that the session owns: FluentMigrator's generator says how a step is spelled,
/// this class sends it. It never opens, reopens, commits or logs anything by itself; FluentMigrator's own processors do all four
/// (a silently reopened connection has lost the lock, and SQL at Information carries data).
/// </summary>
internal abstract partial class RevisionProcessor(
    IMigrationGenerator generator, DbConnection connection, OwnTables own, StatementObserver? observer)
    : ProcessorBase(generator, NullLogger.Instance, new ProcessorOptions()), IRevisionProcessor, IBackfillSession
{
    /// <summary>The transaction of the revision; null for one that runs outside.</summary>
    public virtual DbTransaction? Transaction { get; set; }

    /// <summary>Cancelled when the run is to stop; no further statement is sent then.</summary>
    public CancellationToken Stopping { get; set; }

    /// <summary>Encrypts what a revision wants encrypted; null where there is no key, and it is left for later.</summary>
    public EncryptValues? Encryption { get; set; }

    /// <summary>The backfills that this processor came upon, in order, until they are taken.</summary>
    public Queue<BackfillOutcome> Backfilled { get; } = [];

    /// <summary>The names of our own tables.</summary>
    public OwnTables Own => own;

    public abstract BackfillDialect Dialect { get; }

    /// <summary>Whether revisions may drop data that has no replacement.</summary>
    public bool AcceptLoss { get; set; }

    /// <summary>Whether rows that refer to no row are deleted or set to NULL, as their foreign keys say.</summary>
    public bool ResolveOrphans { get; set; }

    /// <summary>The revision that they are resolved for.</summary>
    internal long ResolvesFor { get; set; }

    /// <summary>What was done with such rows in this transaction, until it is taken.</summary>
    internal List<ResolvedOrphans> Resolved { get; } = [];

    protected DbConnection Connection { get; } = connection;

    /// <summary>Carries out what was held back to be done together. Called after the last step of a revision.</summary>
    public virtual void Flush()
    {
    }

    public abstract void Process(CreateCheckExpression expression);

    public abstract void Process(DropCheckExpression expression);

    public abstract void Process(CreateEnumExpression expression);

    public abstract void Process(DropEnumExpression expression);

    public abstract void Process(ChangeEnumExpression expression);

    public abstract void Process(DrawFromSequenceExpression expression);

    public abstract void Process(StopDrawingExpression expression);

    public abstract void Process(SequenceExpression expression);

    public abstract void Process(ChangeIdentityExpression expression);

    public abstract void Process(CommentExpression expression);

    public abstract void Process(CreateExtensionExpression expression);

    public abstract void Process(SetNotNullIfFilledExpression expression);

    public void Process(CreateViewExpression expression) => Execute($"CREATE VIEW {Named(expression.Name)} AS {expression.Query}");

    public void Process(DropViewExpression expression) => Execute($"DROP VIEW {Named(expression.Name)}");

    /// <summary>
    /// Leaves it to be carried out when the revision is committed; where no row can wait, there is nothing to leave. One that runs beside
    /// the applications is left even so: those that do not know of it yet may add rows. While an empty database is filled there is no
    /// commit between the revisions, and nobody to be considerate of: rows that a revision made are done at once.
    /// </summary>
    public void Process(BackfillExpression expression)
    {
        var backfill = expression.Backfill;
        if (backfill.OnlyWhenAsked || NoRows)
            return;

        Flush();
        if (backfill.Encrypts && Encryption is null)
        {
            if (BackfillTable.CountWaiting(backfill, this) is > 0 and var waiting)
                Backfilled.Enqueue(new BackfillOutcome(backfill, BackfillMode.Online, waiting) { IsPutOff = true });
        }
        else if (!BackfillTable.HasRows(backfill, this) && (IsBootstrap || backfill.Encrypts || !backfill.IsOnline))
        {
            return;
        }
        else if (IsBootstrap)
        {
            CarryOut(backfill);
        }
        else
        {
            Backfilled.Enqueue(new BackfillOutcome(backfill, backfill.IsOnline ? BackfillMode.Online : BackfillMode.Inline, Waiting: 0));
        }
    }

    /// <summary>Whether it is known without looking at the tables that none has a row.</summary>
    internal virtual bool KnowsNoRows() => false;

    /// <summary>What of the schema can make a statement read or write more than the tables that it names.</summary>
    internal abstract HiddenDependencies ReadHiddenDependencies();

    /// <summary>How orphans are found and kept.</summary>
    internal abstract OrphanDialect Orphans { get; }

    /// <summary>The tables that there are, within the transaction.</summary>
    internal abstract DatabaseSchema ReadCatalog();

    /// <summary>A table by its full name.</summary>
    internal abstract string Named(string table);

    /// <summary>Changes rows in a way that leaves no foreign key to be looked at; returns how many.</summary>
    internal int Change(string sql) => WriteValues(sql, []);

    /// <summary>
    /// In batches, where each is committed by itself: whoever wants to write one of the rows waits for a batch at most. A batch of 5,000
    /// messages took about a second on a busy disk, and whoever wrote one of them waited for up to half of it: bench/README.md.
    /// </summary>
    public void Process(FillExpression expression)
    {
        Flush();
        if (CommitsEachStatement)
            CarryOut(expression.Backfill);
        else
            Process(expression.Update);
    }

    /// <summary>Whether what is sent now is in no transaction that holds more than one statement.</summary>
    protected virtual bool CommitsEachStatement => false;

    public override void Process(PerformDBOperationExpression expression)
    {
        Flush();
        SendHeld();
        InOwnCode = true;
        expression.Operation?.Invoke(Connection, Transaction);
        InOwnCode = false;
    }

    /// <summary>What travels with every statement; null for nothing.</summary>
    public string? Before { get; init; }

    /// <summary>Whether code that a revision brings uses the connection.</summary>
    public bool InOwnCode { get; private set; }

    public sealed override void Execute(string sql)
    {
        Flush();
        Process(sql);
    }

    public sealed override void Execute(string template, params object[] args) => Execute(string.Format(template, args));

    /// <summary>Sends one statement; nothing if it is empty.</summary>
    /// <exception cref="StatementFailedException">The engine refused it.</exception>
    protected override void Process(string sql)
    {
        if (string.IsNullOrWhiteSpace(sql))
            return;

        Execute(sql, []);
    }

    IReadOnlyList<string?[]> IBackfillSession.Query(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        Stopping.ThrowIfCancellationRequested();
        using var command = CreateCommand(sql, values);
        try
        {
            return BackfillConnection.Read(command);
        }
        catch (DbException e)
        {
            throw new StatementFailedException(sql, e);
        }
    }

    int IBackfillSession.Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values) => WriteValues(sql, [.. values]);

    /// <summary>
    /// Sends a statement of a backfill or of its ledger: it changes no key, so no foreign key has to be looked at for it.
    /// </summary>
    protected virtual int WriteValues(string sql, (string Name, object? Value)[] values) => Execute(sql, values);

    protected int Execute(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        Stopping.ThrowIfCancellationRequested();
        observer?.Invoke(sql, done: false);
        using var command = CreateCommand(sql, values);
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

    protected DbCommand CreateCommand(string sql) => CreateCommand(sql, []);

    /// <summary>
    /// Whether an empty database is being filled: nobody but this connection sees what it makes, so that statements that return nothing
    /// may be held back to travel together.
    /// </summary>
    public bool IsBootstrap { get; set; }

    /// <summary>True where it is known that no table has a row, so that none has to be looked for.</summary>
    protected virtual bool NoRows => false;

    /// <summary>Sends the statements that were held back to travel together. Whatever else uses the connection comes after them.</summary>
    public virtual void SendHeld()
    {
    }

    private void CarryOut(Backfill backfill)
    {
        const int Size = 1_000;
        var table = BackfillTable.Read(backfill, this);
        var batches = new BackfillBatches(table, backfill.Work!.Writer(table, Encryption), _ => null);
        string[]? after = null;
        while (true)
        {
            var batch = batches.Next(this, new KeyRange(after, UpTo: null), Size, careful: false);
            if (batch.Written.Failed is [var failure, ..])
                throw new NeedsHumanException(
                    $"The row {string.Join(", ", failure.Key.Select(Dialect.ShowKey))} of \"{backfill.Table}\", which this history "
                        + $"makes, cannot be done by \"{backfill.Name}\": {failure.Error}.",
                    "Fix the revision that makes it, or the backfill.");
            if (batch.IsLast)
                return;
            after = batch.Last;
        }
    }

    private DbCommand CreateCommand(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        SendHeld();
        var command = Connection.CreateCommand();
        command.CommandText = Before + sql;
        command.Transaction = Transaction;
        command.CommandTimeout = 0; // The server's own statement_timeout decides: it also binds what Execute.WithConnection sends.
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    protected object? Scalar(string sql)
    {
        using var command = CreateCommand(sql);
        try
        {
            return command.ExecuteScalar();
        }
        catch (DbException e)
        {
            throw new StatementFailedException(sql, e);
        }
    }

    /// <summary>A command whose results come as text, whatever their types.</summary>
    protected virtual DbCommand AsText(DbCommand command) => command;

    /// <summary>The rows of a query.</summary>
    internal List<T> Rows<T>(string sql, Func<DbDataReader, T> read)
    {
        using var command = CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    public sealed override DataSet ReadTableData(string schemaName, string tableName) => throw NotWhileWriting();

    public sealed override DataSet Read(string template, params object[] args) => throw NotWhileWriting();

    public sealed override bool Exists(string template, params object[] args) => throw NotWhileWriting();

    /// <summary>The session owns the connection.</summary>
    protected sealed override void Dispose(bool isDisposing)
    {
    }

    private static NotSupportedException NotWhileWriting()
        => new("A revision describes its steps without looking at the database, so that it is the same for everybody; "
            + "put the condition into the SQL of a step.");
}
