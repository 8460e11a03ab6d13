using FluentMigrator.Runner.Generators.Postgres;
using FluentMigrator.Runner.Processors.Postgres;
using Letta.Migrations.Authoring;
using Npgsql;
namespace Letta.Migrations.Engines.Postgres;
internal sealed class PostgresRevisionProcessor(NpgsqlConnection connection, string schema, StatementObserver? observer) : RevisionProcessor(new Postgres15_0Generator(new PostgresQuoter(new PostgresOptions())), connection, observer)
{
    public override string DatabaseType => "Postgres";
    public override void Process(CreateCheckExpression expression) => Process(schema);
    public override void Process(DropCheckExpression expression) => Process(schema);
    public override void Process(CreateEnumExpression expression) => Process(schema);
    public override void Process(DropEnumExpression expression) => Process(schema);
    public override void Process(CreateExtensionExpression expression) => Process($"create extension if not exists {expression.Name}");
    public override void Process(SetNotNullIfFilledExpression expression) => Process(schema);
}
