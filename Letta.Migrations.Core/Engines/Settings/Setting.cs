using System.Globalization;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Engines.Settings;

/// <summary>A value together with the name that a user knows it by. The value may be a secret: nothing here ever prints it.</summary>
/// <param name="name">A variable, an option or a file, as in <c>LIBRARY_PG_URI</c>, <c>--connection</c>, <c>~/.library/pg_uri</c>.</param>
/// <param name="value">What it holds.</param>
/// <param name="example">How a right value looks.</param>
public sealed class Setting(string name, string value, string example)
{
    /// <summary>The name that a user knows it by.</summary>
    public string Name { get; } = name;

    /// <summary>What it holds; perhaps a secret.</summary>
    public string Value { get; } = value;

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    /// <summary>The error that names this setting and the field in it, and shows the form that is expected.</summary>
    internal ConfigurationException Wrong(string field, string fault)
        => new($"The {field} in {Name} {fault}.", $"write it like   {example}");

    /// <summary>The error of a setting that is wrong as a whole.</summary>
    internal ConfigurationException Wrong(string fault) => new($"{Name} {fault}.", $"write it like   {example}");

    /// <summary>
    /// Refuses what no setting means to say: nothing at all, and invisible characters. A secret made with <c>echo</c> ends in a line
    /// break; passed on, it would come back as "password authentication failed" and nobody could see why.
    /// </summary>
    internal Setting Checked()
    {
        if (Value.Length == 0)
            throw new ConfigurationException($"{Name} is set, but empty.", $"unset it, or write it like   {example}");

        if (Value.Any(char.IsControl))
            throw Wrong("contains a line break or another control character");

        if (Value.Any(c => char.GetUnicodeCategory(c) == UnicodeCategory.Surrogate) && !IsWellFormed(Value))
            throw Wrong("contains half of a character");

        return this;
    }

    /// <summary>As <see cref="Checked"/>, for everything but a password also without white space at its ends.</summary>
    internal Setting Trimmed()
    {
        Checked();
        return char.IsWhiteSpace(Value[0]) || char.IsWhiteSpace(Value[^1]) ? throw Wrong("begins or ends with white space") : this;
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;

            if (!char.IsSurrogatePair(text, i) || i + 1 == text.Length)
                return false;

            i++;
        }

        return true;
    }
}
