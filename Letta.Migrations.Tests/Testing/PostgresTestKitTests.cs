using Letta.Migrations.Testing;

namespace Letta.Migrations.Tests.Testing;

public sealed class PostgresTestKitTests(PostgresDatabases databases) : TestKitSpec(databases), IClassFixture<PostgresDatabases>;
