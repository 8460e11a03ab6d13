using System.Text.Json.Serialization;

namespace Letta.Migrations.Host.Output.Json;

internal sealed record RunJson(
    RevisionJson? From,
    RevisionJson? To,
    IReadOnlyList<AppliedJson> Applied,
    bool Verified,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<DueJson>? Due);
