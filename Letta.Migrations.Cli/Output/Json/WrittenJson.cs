namespace Letta.Migrations.Cli.Output.Json;

/// <summary>What <c>revision</c> wrote; null if there was nothing to write.</summary>
internal sealed record WrittenJson(long? Version, string? Name, string? File, IReadOnlyList<string> Hints);
