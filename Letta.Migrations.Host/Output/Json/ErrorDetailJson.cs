namespace Letta.Migrations.Host.Output.Json;

internal sealed record ErrorDetailJson(int Code, string What, string Next);
