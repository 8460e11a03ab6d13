namespace Letta.Migrations.Cli.Output.Json;

internal sealed record AppliedJson(long Version, long DurationMs);
