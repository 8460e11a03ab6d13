using System.Text.Json.Serialization;

namespace Letta.Migrations.Host.Output.Json;

internal sealed record ErrorJson(ErrorDetailJson Error)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IdentifiedJson? Identified { get; init; }
}
