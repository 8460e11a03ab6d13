using System.Text.Json.Serialization;

namespace Letta.Migrations.Host.Output.Json;

internal sealed record RunJson(
    RevisionJson? From, RevisionJson? To, IReadOnlyList<AppliedJson> Applied, IReadOnlyList<LostJson> Lost, IReadOnlyList<DueJson> Due, bool Verified)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RevisionJson>? Recorded { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RevisionJson>? Unrecorded { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BackfillDoneJson>? Backfilled { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IdentifiedJson? Identified { get; init; }
}
