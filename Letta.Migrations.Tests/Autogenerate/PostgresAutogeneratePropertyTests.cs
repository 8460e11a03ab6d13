using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Autogenerate;

public sealed class PostgresAutogeneratePropertyTests(PostgresEngine engine, ITestOutputHelper output)
    : AutogeneratePropertySpec(engine, output);
