namespace Letta.Migrations.Cli.Output.Json;

/// <summary>One thing that is needed to begin; its state is ok, missing or later.</summary>
internal sealed record ReadyCheckJson(string What, string State, string Says, string? Next);
