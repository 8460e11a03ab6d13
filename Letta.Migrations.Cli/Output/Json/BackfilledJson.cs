using System.Text.Json.Serialization;

namespace Letta.Migrations.Cli.Output.Json;

internal sealed record BackfilledJson(IReadOnlyList<BackfillDoneJson> Done, IReadOnlyList<DueJson> Optional, bool Verified)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DueJson>? Due { get; init; }
}
