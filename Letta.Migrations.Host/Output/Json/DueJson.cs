namespace Letta.Migrations.Host.Output.Json;

internal sealed record DueJson(string Name, string Table, long Waiting);
