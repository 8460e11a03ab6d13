using FluentMigrator;
using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>Stands for a database while a revision is only to describe itself: it tells which engine is meant, and nothing else.</summary>
internal sealed class OfflineSchema : IQuerySchema
{
    private OfflineSchema(string databaseType) => DatabaseType = databaseType;

    public static OfflineSchema Postgres { get; } = new("Postgres");

    public static OfflineSchema Sqlite { get; } = new("SQLite");

    /// <summary>The one that stands for a database.</summary>
    public static OfflineSchema For(DatabaseTarget target) => target.Engine == "sqlite" ? Sqlite : Postgres;

    public bool IsPostgres => ReferenceEquals(this, Postgres);

    public string DatabaseType { get; }

    public IList<string> DatabaseTypeAliases => [];

    public bool SchemaExists(string schemaName) => throw NoDatabase();

    public bool TableExists(string schemaName, string tableName) => throw NoDatabase();

    public bool ColumnExists(string schemaName, string tableName, string columnName) => throw NoDatabase();

    public bool ConstraintExists(string schemaName, string tableName, string constraintName) => throw NoDatabase();

    public bool IndexExists(string schemaName, string tableName, string indexName) => throw NoDatabase();

    public bool SequenceExists(string schemaName, string sequenceName) => throw NoDatabase();

    public bool DefaultValueExists(string schemaName, string tableName, string columnName, object defaultValue) => throw NoDatabase();

    private static NotSupportedException NoDatabase() => new("A revision describes its steps without looking at the database.");
}
