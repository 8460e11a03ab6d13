namespace Letta.Migrations.Cli.Output.Json;

internal sealed record DueJson(string Name, string Table, long Waiting);
