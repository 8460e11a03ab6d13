namespace Letta.Migrations.Host.Output.Json;

internal sealed record ReadyJson(bool Ready, IReadOnlyList<ReadyCheckJson> Checks);
