namespace Letta.Migrations.Host.Output.Json;

internal sealed record ErrorJson(ErrorDetailJson Error);
