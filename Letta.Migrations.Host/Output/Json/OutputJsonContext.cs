using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Letta.Migrations.Host.Output.Json;

/// <summary>The JSON of every verb, generated at build time: a native image has no reflection to look shapes up with.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CurrentJson))]
[JsonSerializable(typeof(IReadOnlyList<HistoryJson>))]
[JsonSerializable(typeof(IReadOnlyList<RevisionJson>))]
[JsonSerializable(typeof(ShowJson))]
[JsonSerializable(typeof(RunJson))]
[JsonSerializable(typeof(IReadOnlyList<BackfillJson>))]
[JsonSerializable(typeof(BackfilledJson))]
[JsonSerializable(typeof(IReadOnlyList<BackfillStatusJson>))]
[JsonSerializable(typeof(CheckJson))]
[JsonSerializable(typeof(WrittenJson))]
[JsonSerializable(typeof(WaitedJson))]
[JsonSerializable(typeof(ReadyJson))]
[JsonSerializable(typeof(ErrorJson))]
internal sealed partial class OutputJsonContext : JsonSerializerContext
{
    /// <summary>Text as it is: this goes to a pipe or a terminal, never into HTML.</summary>
    public static OutputJsonContext Unescaped { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
