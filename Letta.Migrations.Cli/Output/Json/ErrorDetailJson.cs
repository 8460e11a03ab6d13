namespace Letta.Migrations.Cli.Output.Json;

internal sealed record ErrorDetailJson(int Code, string What, string Next);
