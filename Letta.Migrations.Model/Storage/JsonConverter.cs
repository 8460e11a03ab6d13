using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Letta.Migrations.Model.Storage;

/// <summary>A JSON value as its text.</summary>
internal sealed class JsonConverter() : ValueConverter<JsonNode, string>(
    node => node.ToJsonString(null),
    text => JsonNode.Parse(text, null, default)!)
{
    /// <summary>Notices what was changed within a value.</summary>
    internal sealed class Comparer() : ValueComparer<JsonNode>(
        (one, other) => JsonNode.DeepEquals(one, other),
        node => StringComparer.Ordinal.GetHashCode(node.ToJsonString(null)),
        node => node.DeepClone());
}
