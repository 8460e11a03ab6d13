namespace Letta.Migrations.Cli.Output.Json;

internal sealed record ReadyJson(bool Ready, IReadOnlyList<ReadyCheckJson> Checks);
