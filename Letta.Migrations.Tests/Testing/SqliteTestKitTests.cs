using Letta.Migrations.Testing;

namespace Letta.Migrations.Tests.Testing;

public sealed class SqliteTestKitTests() : TestKitSpec(new SqliteDatabases());
