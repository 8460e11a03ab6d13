using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running.Identification;

public sealed class PostgresUnrecordedLettaTests(PostgresEngine engine) : UnrecordedLettaSpec(engine);
