namespace Letta.Migrations.Cli.Output.Json;

internal sealed record ResolvedJson(string Table, string ForeignKey, string Action, long Rows);
