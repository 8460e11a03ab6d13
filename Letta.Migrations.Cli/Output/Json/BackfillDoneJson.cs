namespace Letta.Migrations.Cli.Output.Json;

internal sealed record BackfillDoneJson(string Name, long Rows, long DurationMs);
