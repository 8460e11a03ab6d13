namespace Letta.Migrations.Cli.Output.Json;

internal sealed record BackfillJson(string Name, string State, string Table, long Waiting, long Done, RevisionJson Revision);
