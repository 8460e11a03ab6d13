using System.Text.Json.Serialization;

namespace Letta.Migrations.Cli.Output.Json;

internal sealed record HistoryJson(long Version, string? Companion, string Name, string? AppliedAt, bool Edited)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ByCompanion { get; init; }
}
