namespace Letta.Migrations.Cli.Output.Json;

internal sealed record LostJson(long Version, string Table, string What, long Rows);
