namespace Letta.Migrations.Cli.Output.Json;

internal sealed record ShowJson(
    long Version,
    string? Companion,
    string Name,
    int Number,
    string? AppliedAt,
    long? DurationMs,
    bool Edited,
    RevisionJson? Previous,
    RevisionJson? Next);
