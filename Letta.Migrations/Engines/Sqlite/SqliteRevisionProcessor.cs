using FluentMigrator.Runner.Generators.SQLite;
using Letta.Migrations.Authoring;
using Microsoft.Data.Sqlite;
namespace Letta.Migrations.Engines.Sqlite;
internal sealed class SqliteRevisionProcessor(SqliteConnection connection, StatementObserver? observer) : RevisionProcessor(new SQLiteGenerator(), connection, observer)
{
    public override string DatabaseType => "SQLite";
    public override void Process(CreateCheckExpression expression) => Process("");
    public override void Process(DropCheckExpression expression) => Process("");
    public override void Process(CreateEnumExpression expression) => Process("");
    public override void Process(DropEnumExpression expression) => Process("");
    public override void Process(CreateExtensionExpression expression) => Process("");
    public override void Process(SetNotNullIfFilledExpression expression) => Process("");
    public void CheckForeignKeys() => Flush();
}
