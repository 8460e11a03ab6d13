namespace Letta.Migrations.Host.Output.Json;

/// <summary>One difference between the model and the database.</summary>
internal sealed record DifferenceJson(string Kind, string? Table, string Object, string? Name, string? Expected, string? Actual);
