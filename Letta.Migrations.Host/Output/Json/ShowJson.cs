namespace Letta.Migrations.Host.Output.Json;

internal sealed record ShowJson(
    long Version, string? Alembic, string Name, int Number, string? AppliedAt, long? DurationMs, RevisionJson? Previous, RevisionJson? Next);
