namespace Letta.Migrations.Host.Output.Json;

internal sealed record ShowJson(
    long Version, string? Alembic, string Name, int Number, string? AppliedAt, long? DurationMs, bool Edited, RevisionJson? Previous, RevisionJson? Next);
