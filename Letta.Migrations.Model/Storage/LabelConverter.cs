using Letta.Migrations.Model.Conventions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Letta.Migrations.Model.Storage;

/// <summary>A value of an enum as the label that it has on Postgres.</summary>
internal sealed class LabelConverter<T>() : ValueConverter<T, string>(value => Labels[value], label => Values[label])
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> Labels = Enum.GetValues<T>().ToDictionary(
        value => value, value => EnumTypes.Label(typeof(T), value.ToString()));

    private static readonly Dictionary<string, T> Values = Labels.ToDictionary(l => l.Value, l => l.Key, StringComparer.Ordinal);
}
