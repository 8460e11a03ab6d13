using FluentMigrator.Expressions;
using Letta.Migrations.Engines.Sqlite.Sql;
using Letta.Migrations.Product;
using Letta.Migrations.Schema;
using Microsoft.Data.Sqlite;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>A database in memory.</summary>
internal sealed class SqliteShadow : IShadow
{
    private readonly SqliteConnection _connection;
    private readonly OwnTables _own;
    private SqliteRevisionProcessor _processor;

    /// <param name="connection">Open on <c>:memory:</c>; the shadow closes it.</param>
    /// <param name="own">The names of our own tables.</param>
    public SqliteShadow(SqliteConnection connection, OwnTables own)
    {
        (_connection, _own) = (SqliteFunctions.AddTo(connection), own);
        _processor = new SqliteRevisionProcessor(connection, own, observer: null);
        _processor.Send("SAVEPOINT empty");
    }

    public RevisionProcessor Processor => _processor;

    public string? Schema => null;

    public void CarryOut(IEnumerable<IMigrationExpression> steps)
    {
        foreach (var step in steps)
            step.ExecuteWith(_processor);
        _processor.Flush();
    }

    public void Clear()
    {
        _processor.Send("ROLLBACK TO empty");
        _processor = new SqliteRevisionProcessor(_connection, _own, observer: null);
    }

    public DatabaseSchema Read() => SqliteCatalogReader.Read(Snapshot());

    public DatabaseSchema ReadOutline() => SchemaOutline.Reduce(Read());

    /// <summary>The statements that made it.</summary>
    public SchemaSnapshot Snapshot() => _processor.Snapshot();

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
