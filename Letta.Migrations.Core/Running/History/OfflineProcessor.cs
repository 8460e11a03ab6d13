using System.Data;
using FluentMigrator.Expressions;
using FluentMigrator.Runner.Processors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Running;

/// <summary>
/// Stands for a database while a migration of FluentMigrator's own runner is described without one: <c>IfDatabase</c> asks a processor for
/// its names, and a migration that looks what there is finds nothing.
/// </summary>
/// <param name="names">The names of the engine.</param>
internal sealed class OfflineProcessor(IReadOnlyList<string> names) : ProcessorBase(null, NullLogger.Instance, new ProcessorOptions())
{
    public override string DatabaseType => names[0];

    public override IList<string> DatabaseTypeAliases => [.. names.Skip(1)];

    public override bool SchemaExists(string schemaName) => false;

    public override bool TableExists(string schemaName, string tableName) => false;

    public override bool ColumnExists(string schemaName, string tableName, string columnName) => false;

    public override bool ConstraintExists(string schemaName, string tableName, string constraintName) => false;

    public override bool IndexExists(string schemaName, string tableName, string indexName) => false;

    public override bool SequenceExists(string schemaName, string sequenceName) => false;

    public override bool DefaultValueExists(string schemaName, string tableName, string columnName, object defaultValue) => false;

    public override void Execute(string template, params object[] args) => throw NoDatabase();

    public override DataSet ReadTableData(string schemaName, string tableName) => throw NoDatabase();

    public override DataSet Read(string template, params object[] args) => throw NoDatabase();

    public override bool Exists(string template, params object[] args) => throw NoDatabase();

    public override void Process(PerformDBOperationExpression expression) => throw NoDatabase();

    protected override void Process(string sql) => throw NoDatabase();

    protected override void Dispose(bool isDisposing)
    {
    }

    private static NotSupportedException NoDatabase() => new("There is no database here.");
}
