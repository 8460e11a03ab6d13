using System.Text.Json.Serialization;

namespace Letta.Migrations.Cli.Output.Json;

internal sealed record ErrorJson(ErrorDetailJson Error)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IdentifiedJson? Identified { get; init; }
}
