using FluentMigrator.Expressions;
using Letta.Migrations.Engines.Sqlite.Sql;
using Letta.Migrations.Product;
using Letta.Migrations.Schema;
using Microsoft.Data.Sqlite;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>A database in memory.</summary>
/// <param name="connection">Open on <c>:memory:</c>; the shadow closes it.</param>
/// <param name="own">The names of our own tables.</param>
internal sealed class SqliteShadow(SqliteConnection connection, OwnTables own) : IShadow
{
    private readonly SqliteRevisionProcessor _processor = new(SqliteFunctions.AddTo(connection), own, observer: null);

    public RevisionProcessor Processor => _processor;

    public string? Schema => null;

    public void CarryOut(IEnumerable<IMigrationExpression> steps)
    {
        foreach (var step in steps)
            step.ExecuteWith(_processor);
        _processor.Flush();
    }

    public DatabaseSchema Read() => SqliteCatalogReader.Read(Snapshot());

    public DatabaseSchema ReadOutline() => SchemaOutline.Reduce(Read());

    /// <summary>The statements that made it.</summary>
    public SchemaSnapshot Snapshot() => _processor.Snapshot();

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
