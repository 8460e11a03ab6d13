using System.Data;
using System.Data.Common;
using FluentMigrator;
using FluentMigrator.Expressions;
using FluentMigrator.Runner.Processors;
using Letta.Migrations.Authoring;
using Letta.Migrations.Backfills;
using Letta.Migrations.Backfills.Encryption;
using Letta.Migrations.Errors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Engines;

/// <summary>
/// Carries out the steps of one revision on a connection that the session owns: FluentMigrator's generator says how a step is spelled,
/// this class sends it. It never opens, reopens, commits or logs anything by itself; FluentMigrator's own processors do all four
/// (a silently reopened connection has lost the lock, and SQL at Information carries data).
/// </summary>
internal abstract class RevisionProcessor(IMigrationGenerator generator, DbConnection connection, StatementObserver? observer)
    : ProcessorBase(generator, NullLogger.Instance, new ProcessorOptions()), IRevisionProcessor, IBackfillSession
{
    private readonly List<(LosesExpression Declared, Loss Loss)> _losses = [];

    /// <summary>The transaction of the revision; null for one that runs outside.</summary>
    public virtual DbTransaction? Transaction { get; set; }

    /// <summary>Cancelled when the run is to stop; no further statement is sent then.</summary>
    public CancellationToken Stopping { get; set; }

    /// <summary>Encrypts what a revision wants encrypted; null where there is no key, and it is left for later.</summary>
    public EncryptValues? Encryption { get; set; }

    /// <summary>The backfills that this processor came upon, in order, until they are taken.</summary>
    public Queue<BackfillOutcome> Backfilled { get; } = [];

    public abstract BackfillDialect Dialect { get; }

    /// <summary>Whether revisions may drop data that has no new home.</summary>
    public bool AcceptLoss { get; set; }

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

    public void Process(RefuseRowsExpression expression)
    {
        if (NoRows)
            return;

        Flush();
        if (Offenders(expression.Table, expression.Offence, Query(expression)) is not { } offenders)
            return;

        throw new NeedsHumanException(
            offenders,
            $"see them   {expression.Query}\nthen       {expression.Remedy}, and run the same command again");
    }

    /// <summary>The query of a condition as it is sent.</summary>
    protected virtual string Query(RefuseRowsExpression expression) => expression.Query;

    /// <summary>
    /// Leaves it to be carried out when the revision is committed; where no row can wait, there is nothing to leave. One that runs beside the applications is
    /// left even so: those that do not know of it yet may add rows. While an empty database is filled there is no commit between the revisions, and
    /// nobody to be considerate of: rows that a revision made are done at once.
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
        else if (!BackfillTable.HasRows(backfill, this) && (Together || backfill.Encrypts || !backfill.IsOnline))
        {
            return;
        }
        else if (Together)
        {
            CarryOut(backfill);
        }
        else
        {
            Backfilled.Enqueue(new BackfillOutcome(backfill, backfill.IsOnline ? BackfillMode.Online : BackfillMode.Inline, Waiting: 0));
        }
    }

    /// <summary>Where no row loses anything, one look tells; only where some do, they are counted.</summary>
    public void Process(LosesExpression expression)
    {
        if (NoRows)
            return;

        Flush();
        if (Convert.ToBoolean(Scalar($"select exists ({expression.Query})"), provider: null))
            _losses.Add((expression, new Loss(expression.Table, expression.What, Count(expression.Query))));
    }

    public void Process(RefuseLossExpression expression)
    {
        if (_losses.Count == 0 || AcceptLoss)
            return;

        var told = _losses.Select(l => $"{l.Loss} ({FirstKeys(l.Declared.Query, l.Loss.Rows)}): {l.Declared.Why}");
        throw new NeedsHumanException(
            $"Revision {expression.Revision} would lose {string.Join("; and ", told)}.",
            $"see them   {string.Join("\n           ", _losses.Select(l => l.Declared.Query))}\n"
                + "then       save what is still needed, and run the same command again with --accept-loss");
    }

    /// <summary>What the revision that was carried out lost; forgotten with this call.</summary>
    public IReadOnlyList<Loss> TakeLosses()
    {
        IReadOnlyList<Loss> losses = [.. _losses.Select(l => l.Loss)];
        _losses.Clear();
        return losses;
    }

    public virtual void Process(FillExpression expression)
    {
        Flush();
        Process(expression.Update());
    }

    public override void Process(PerformDBOperationExpression expression)
    {
        Flush();
        SendHeld();
        expression.Operation?.Invoke(Connection, Transaction);
    }

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

    /// <summary>Sends a statement of a backfill or of its ledger: it changes no key, so no foreign key has to be looked at for it.</summary>
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
    public bool Together { get; set; }

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
                    $"The row {string.Join(", ", failure.Key.Select(Dialect.ShowKey))} of \"{backfill.Table}\", which this history makes, cannot be done by \"{backfill.Name}\": {failure.Error}.",
                    "Mend the revision that makes it, or the backfill.");
            if (batch.IsLast)
                return;
            after = batch.Last;
        }
    }

    private DbCommand CreateCommand(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        SendHeld();
        var command = Connection.CreateCommand();
        command.CommandText = sql;
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

    /// <summary>How many rows a query finds, what is wrong with them, and the keys of the first few; null if there are none.</summary>
    internal string? Offenders(string table, string offence, string query)
        => Count(query) is > 0 and var count ? $"{Loss.RowsOf(count, table)} {offence}: {FirstKeys(query, count)}." : null;

    private long Count(string query) => Convert.ToInt64(Scalar($"select count(*) from ({query}) as counted"), provider: null);

    /// <summary>The keys of the first few rows of a query.</summary>
    private string FirstKeys(string query, long count)
    {
        const int Shown = 5;
        var keys = new List<string>();
        using var command = AsText(CreateCommand($"select * from ({query}) as listed limit {Shown}"));
        using var reader = command.ExecuteReader();
        while (reader.Read())
            keys.Add(reader.IsDBNull(0) ? "null" : reader.GetValue(0).ToString()!);
        return string.Join(", ", keys) + (count > keys.Count ? ", …" : "");
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

    public sealed override IList<string> DatabaseTypeAliases => [];

    public sealed override bool SchemaExists(string schemaName) => throw NotWhileWriting();

    public sealed override bool TableExists(string schemaName, string tableName) => throw NotWhileWriting();

    public sealed override bool ColumnExists(string schemaName, string tableName, string columnName) => throw NotWhileWriting();

    public sealed override bool ConstraintExists(string schemaName, string tableName, string constraintName) => throw NotWhileWriting();

    public sealed override bool IndexExists(string schemaName, string tableName, string indexName) => throw NotWhileWriting();

    public sealed override bool SequenceExists(string schemaName, string sequenceName) => throw NotWhileWriting();

    public sealed override bool DefaultValueExists(string schemaName, string tableName, string columnName, object defaultValue)
        => throw NotWhileWriting();

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
