using System.Text.Json.Serialization;

namespace Letta.Migrations.Cli.Output.Json;

internal sealed record RunJson(
    RevisionJson? From,
    RevisionJson? To,
    IReadOnlyList<AppliedJson> Applied,
    IReadOnlyList<LostJson> Lost,
    IReadOnlyList<DueJson> Due,
    bool Verified)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RevisionJson>? Recorded { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RevisionJson>? Unrecorded { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BackfillDoneJson>? Backfilled { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IdentifiedJson? Identified { get; init; }

    /// <summary>The rows that referred to no row, and what was done with them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ResolvedJson>? Resolved { get; init; }

    /// <summary>The revisions whose conditions on rows could not be asked before the first change.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? AskedLater { get; init; }
}
