using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running.Telemetry;

public sealed class SqliteTelemetryTests(SqliteEngine engine) : TelemetrySpec(engine);
