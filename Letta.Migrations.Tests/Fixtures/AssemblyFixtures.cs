using Letta.Migrations.Tests.Fixtures;

[assembly: AssemblyFixture(typeof(SqliteEngine))]
[assembly: AssemblyFixture(typeof(PostgresEngine))]
