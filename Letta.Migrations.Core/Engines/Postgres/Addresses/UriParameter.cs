using System.Globalization;
using Letta.Migrations.Engines.Settings;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>One <c>name=value</c> of an address, and the ways to understand the value.</summary>
internal sealed class UriParameter(Setting setting, string name, string value)
{
    public string Name { get; } = name;

    public string Value { get; } = value;

    public override string ToString() => Name;

    public ConfigurationException Wrong(string fault) => setting.Wrong($"parameter \"{Name}\"", fault);

    /// <summary>A whole number, zero or more.</summary>
    public int Number(int highest = int.MaxValue)
        => int.TryParse(Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= highest
            ? number
            : throw Wrong(highest == int.MaxValue ? "is not a whole number" : $"is not a whole number from 0 to {highest}");

    /// <summary>One of a few words.</summary>
    public T OneOf<T>(params ReadOnlySpan<(string Word, T Meaning)> choices)
    {
        foreach (var (word, meaning) in choices)
        {
            if (word.Equals(Value, StringComparison.OrdinalIgnoreCase))
                return meaning;
        }

        var words = new List<string>();
        foreach (var (word, _) in choices)
            words.Add(word);
        throw Wrong($"is not one of {string.Join(", ", words)}");
    }

    /// <summary>
    /// The path of a file that exists, which a typing error in it would otherwise only show after the wait for the database.
    /// </summary>
    public string File() => System.IO.File.Exists(Value) ? Value : throw Wrong("does not name a file that exists");
}
