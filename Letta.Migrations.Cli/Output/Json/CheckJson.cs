namespace Letta.Migrations.Cli.Output.Json;

/// <summary>What <c>check</c> found.</summary>
internal sealed record CheckJson(IReadOnlyList<DifferenceJson> Differences, IReadOnlyList<string> LeftAlone, string? NotCompared);
