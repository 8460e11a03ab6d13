using System.Text;

namespace Letta.Migrations.Authoring;

/// <summary>
/// A text of one line for each step or part of one: a word, then names and values, each quoted, so that no two different steps read the
/// same. What is not said is left out: a property that FluentMigrator adds in a newer version changes no line that does not use it.
/// </summary>
internal sealed class CanonicalLines
{
    private readonly StringBuilder _text = new();

    /// <summary>Begins a line.</summary>
    public CanonicalLines Line(string word)
    {
        _text.Append(_text.Length == 0 ? "" : "\n").Append(word);
        return this;
    }

    /// <summary>Says something, unless it is null, false or the empty text: what nobody asked for.</summary>
    public CanonicalLines With(string name, object? value) => value is null or false or "" ? this : WithValue(name, value);

    /// <summary>Says a value, which may also be null, false or the empty text.</summary>
    public CanonicalLines WithValue(string name, object? value)
    {
        _text.Append(' ').Append(name).Append('=').Append(CanonicalValue.Format(value));
        return this;
    }

    /// <summary>Says options, in an order that does not depend on how they were given.</summary>
    public CanonicalLines With<T>(IEnumerable<KeyValuePair<string, T>>? options)
    {
        foreach (var (name, value) in (options ?? []).OrderBy(o => o.Key, StringComparer.Ordinal))
            WithValue(CanonicalValue.Format(name), value);
        return this;
    }

    public override string ToString() => _text.ToString();
}
