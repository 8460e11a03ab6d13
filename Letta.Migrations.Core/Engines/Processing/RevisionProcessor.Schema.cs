
namespace Letta.Migrations.Engines;

/// <summary>What a migration of FluentMigrator's own runner may ask while it is described; a revision may not.</summary>
internal abstract partial class RevisionProcessor
{
    /// <summary>The engine as migrations know it, the name of FluentMigrator's processor first.</summary>
    protected abstract IReadOnlyList<string> Names { get; }

    public sealed override string DatabaseType => Names[0];

    public sealed override IList<string> DatabaseTypeAliases => [.. Names.Skip(1)];

    public sealed override bool SchemaExists(string schemaName) => Asked(() => HasSchema(schemaName));

    public sealed override bool TableExists(string schemaName, string tableName) => Asked(() => HasTable(schemaName, tableName));

    public sealed override bool ColumnExists(string schemaName, string tableName, string columnName)
        => Asked(() => HasColumn(schemaName, tableName, columnName));

    public sealed override bool ConstraintExists(string schemaName, string tableName, string constraintName)
        => Asked(() => HasConstraint(schemaName, tableName, constraintName));

    public sealed override bool IndexExists(string schemaName, string tableName, string indexName)
        => Asked(() => HasIndex(schemaName, tableName, indexName));

    public sealed override bool SequenceExists(string schemaName, string sequenceName)
        => Asked(() => HasSequence(schemaName, sequenceName));

    public sealed override bool DefaultValueExists(string schemaName, string tableName, string columnName, object defaultValue)
        => Asked(() => HasDefault(schemaName, tableName, columnName, defaultValue));

    /// <summary>Whether a table is there; our own ones too.</summary>
    internal bool Has(string table)
    {
        Flush();
        return HasTable(schema: null, table);
    }

    protected abstract bool HasSchema(string name);

    protected abstract bool HasTable(string? schema, string name);

    protected abstract bool HasColumn(string? schema, string table, string name);

    protected abstract bool HasConstraint(string? schema, string table, string name);

    protected abstract bool HasIndex(string? schema, string table, string name);

    protected abstract bool HasSequence(string? schema, string name);

    protected abstract bool HasDefault(string? schema, string table, string column, object value);

    private bool Asked(Func<bool> answer)
    {
        if (Own.Stock is null)
            throw NotWhileWriting();
        Flush();
        return answer();
    }
}
