using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Letta.Migrations.Product;

namespace Letta.Migrations.Cli.Output.Json;

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
    private const string Companion = "companion";

    /// <summary>
    /// Text as it is: this goes to a pipe or a terminal, never into HTML. Properties about another tool whose record is kept in step bear
    /// that tool's name; where there is none, they are left out.
    /// </summary>
    public static JsonSerializerOptions For(MigrationProduct product) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = Default.WithAddedModifier(type => Name(type, product.Companion)),
    };

    private static void Name(JsonTypeInfo type, CompanionRecord? companion)
    {
        foreach (var property in type.Properties.Where(p => p.Name.Contains(Companion, StringComparison.Ordinal)).ToList())
        {
            if (companion is null)
                type.Properties.Remove(property);
            else
                property.Name = property.Name.Replace(Companion, companion.JsonName, StringComparison.Ordinal);
        }
    }
}
