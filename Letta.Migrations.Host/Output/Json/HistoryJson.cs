using System.Text.Json.Serialization;

namespace Letta.Migrations.Host.Output.Json;

internal sealed record HistoryJson(long Version, string? Alembic, string Name, string? AppliedAt, bool Edited)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ByAlembic { get; init; }
}
