using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Letta.Migrations.Model.Storage;

/// <summary>A list of texts as a JSON array.</summary>
internal sealed class JsonListConverter() : ValueConverter<IList<string>, string>(
    list => JsonSerializer.Serialize(list, JsonSerializerOptions.Default),
    text => JsonSerializer.Deserialize<List<string>>(text, JsonSerializerOptions.Default)!)
{
    /// <summary>Notices what was added, removed or moved.</summary>
    internal sealed class Comparer() : ValueComparer<IList<string>>(
        (one, other) => one == other || (one != null && other != null && one.SequenceEqual(other)),
        list => list.Aggregate(0, HashCode.Combine),
        list => new List<string>(list));
}
