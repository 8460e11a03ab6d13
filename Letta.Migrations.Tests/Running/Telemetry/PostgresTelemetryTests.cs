using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running.Telemetry;

public sealed class PostgresTelemetryTests(PostgresEngine engine) : TelemetrySpec(engine);
