using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class PostgresViewTests(PostgresEngine engine) : ViewSpec(engine);
