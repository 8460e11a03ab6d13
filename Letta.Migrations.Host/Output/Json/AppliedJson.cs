namespace Letta.Migrations.Host.Output.Json;

internal sealed record AppliedJson(long Version, long DurationMs);
