using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Autogenerate;

public sealed class SqliteAutogeneratePropertyTests(SqliteEngine engine, ITestOutputHelper output)
    : AutogeneratePropertySpec(engine, output);
