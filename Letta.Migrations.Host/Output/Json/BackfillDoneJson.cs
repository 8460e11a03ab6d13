namespace Letta.Migrations.Host.Output.Json;

internal sealed record BackfillDoneJson(string Name, long Rows, long DurationMs);
