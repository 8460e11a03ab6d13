using FluentMigrator;
using FluentMigrator.Infrastructure;
using FluentMigrator.Runner;
using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.Data.Sqlite;

namespace Letta.Migrations.Tests.Engines.Sqlite;

/// <summary>Revisions on one SQLite file, each in a transaction of its own as the session of the runner does it.</summary>
internal sealed class RevisionRun : IDisposable, IServiceProvider
{
    private readonly string _folder = Directory.CreateTempSubdirectory("letta-rebuild-").FullName;
    private readonly SqliteRevisionProcessor _processor;
    private readonly List<string> _statements = [];

    public RevisionRun(bool inMemory)
        : this(inMemory ? ":memory:" : null)
    {
    }

    public RevisionRun(string? path = null)
    {
        Path = path ?? System.IO.Path.Combine(_folder, "test.db");
        Connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ConnectionString);
        Connection.Open();
        _processor = new SqliteRevisionProcessor(Connection, LettaNames.Tables, (sql, done) =>
        {
            if (!done)
                return;
            _statements.Add(sql);
            AfterEach?.Invoke();
        });
    }

    public string Path { get; }

    public SqliteConnection Connection { get; }

    /// <summary>Called after each statement of a revision.</summary>
    public Action? AfterEach { get; set; }

    /// <summary>What the last revision sent, one string.</summary>
    public string Statements => string.Join(";\n", _statements);

    public int Rebuilds => _statements.Count(s => s.StartsWith("CREATE TABLE \"migration_rebuild_", StringComparison.Ordinal));

    public void Up(Action<Adhoc> steps) => Up(new Adhoc(steps));

    public void Up(Migration revision)
    {
        _statements.Clear();
        Run("pragma foreign_keys = off");
        using var transaction = Connection.BeginTransaction(deferred: false);
        _processor.Transaction = transaction;
        try
        {
            var context = new MigrationContext(_processor, this, connection: null);
            revision.GetUpExpressions(context);
            foreach (var step in context.Expressions.Apply(new DefaultConventionSet()))
                step.ExecuteWith(_processor);
            _processor.Flush();
            _processor.CheckForeignKeys();
            transaction.Commit();
        }
        finally
        {
            _processor.Transaction = null;
            Run("pragma foreign_keys = on");
        }
    }

    public void Run(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The rows of a query: values between |, rows between line feeds.</summary>
    public string Rows(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join(
                '|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "null" : reader.GetValue(i).ToString())));
        return string.Join('\n', rows);
    }

    public string Definition(string table) => Rows($"select sql from sqlite_schema where name = '{table}'");

    public object? GetService(Type serviceType) => null;

    public void Dispose()
    {
        Connection.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
