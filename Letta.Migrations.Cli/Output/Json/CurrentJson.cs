using System.Text.Json.Serialization;

namespace Letta.Migrations.Cli.Output.Json;

internal sealed record CurrentJson(
    string Engine,
    RevisionJson? Revision,
    RevisionJson? Head,
    int? Pending,
    IReadOnlyList<long> Unknown,
    IReadOnlyList<RevisionJson> Edited,
    BegunJson? Begun,
    CompanionJson? Companion)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ErrorDetailJson? Refused { get; init; }

    /// <summary>How many rows that referred to no row were deleted or set to NULL here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ResolvedOrphans { get; init; }
}
