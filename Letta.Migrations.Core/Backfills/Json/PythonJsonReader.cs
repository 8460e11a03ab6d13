using System.Globalization;
using System.Text;

namespace Letta.Migrations.Backfills;

/// <summary>
/// Reads JSON by Python's measure and writes it again while it does. By hand, because System.Text.Json refuses what Python and Postgres'
/// <c>json</c> hold: half a surrogate pair, and in Python NaN and Infinity.
/// </summary>
/// <param name="json">The text.</param>
internal sealed class PythonJsonReader(string json)
{
    /// <summary>Python gives up at about a thousand.</summary>
    private const int Deepest = 990;

    private int _at;
    private int _depth;

    /// <exception cref="FormatException">It is not JSON. The message never has any of it.</exception>
    public string Read()
    {
        var text = Value();
        SkipSpace();
        return _at == json.Length ? text : throw NotJson();
    }

    private string Value()
    {
        SkipSpace();
        switch (Peek())
        {
            case '{':
                return Nested(Object);
            case '[':
                return Nested(Array);
            case '"':
                return PythonJson.Quote(String());
            case 'n' or 't' or 'f' or 'N' or 'I':
                return Word("null", "true", "false", "NaN", "Infinity");
            case '-' when json.AsSpan(_at).StartsWith("-I", StringComparison.Ordinal):
                return Word("-Infinity");
            default:
                return Number();
        }
    }

    private string Nested(Func<string> read)
    {
        if (++_depth > Deepest)
            throw NotJson();
        _at++;
        var text = read();
        _depth--;
        return text;
    }

    /// <summary>A name that comes twice has its first place and its last value.</summary>
    private string Object()
    {
        var members = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        SkipSpace();
        while (!Take('}'))
        {
            if (members.Count > 0)
                Expect(',');
            SkipSpace();
            var name = String();
            SkipSpace();
            Expect(':');
            members[name] = Value();
            SkipSpace();
        }

        return $"{{{string.Join(", ", members.Select(m => $"{PythonJson.Quote(m.Key)}: {m.Value}"))}}}";
    }

    private string Array()
    {
        var items = new List<string>();
        SkipSpace();
        while (!Take(']'))
        {
            if (items.Count > 0)
                Expect(',');
            items.Add(Value());
            SkipSpace();
        }

        return $"[{string.Join(", ", items)}]";
    }

    private string String()
    {
        Expect('"');
        var text = new StringBuilder();
        for (var c = Next(); c != '"'; c = Next())
        {
            text.Append(c switch
            {
                '\\' => Escaped(),
                < ' ' => throw NotJson(),
                _ => c,
            });
        }

        return text.ToString();
    }

    private char Escaped() => Next() switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'f' => '\f',
        'b' => '\b',
        'u' => Unicode(),
        var c and ('"' or '\\' or '/') => c,
        _ => throw NotJson(),
    };

    private char Unicode()
    {
        if (_at + 4 > json.Length
            || !ushort.TryParse(json.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            throw NotJson();
        _at += 4;
        return (char)code;
    }

    /// <summary>An integer of any length keeps its digits; a number with a fraction or an exponent is a double.</summary>
    private string Number()
    {
        var start = _at;
        Take('-');
        if (!Take('0'))
            Digits();
        var integer = _at;
        if (Take('.'))
            Digits();
        if (Take('e') || Take('E'))
        {
            _ = Take('+') || Take('-');
            Digits();
        }

        var text = json[start.._at];
        if (_at > integer)
            return PythonJson.Float(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        return text == "-0" ? "0" : text;
    }

    private void Digits()
    {
        var start = _at;
        while (_at < json.Length && char.IsAsciiDigit(json[_at]))
            _at++;
        if (_at == start)
            throw NotJson();
    }

    private string Word(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (json.AsSpan(_at).StartsWith(word, StringComparison.Ordinal))
            {
                _at += word.Length;
                return word;
            }
        }

        throw NotJson();
    }

    private void SkipSpace()
    {
        while (_at < json.Length && json[_at] is ' ' or '\t' or '\r' or '\n')
            _at++;
    }

    private char Peek() => _at < json.Length ? json[_at] : throw NotJson();

    private char Next() => _at < json.Length ? json[_at++] : throw NotJson();

    private bool Take(char c)
    {
        if (_at == json.Length || json[_at] != c)
            return false;
        _at++;
        return true;
    }

    private void Expect(char c)
    {
        if (!Take(c))
            throw NotJson();
    }

    private static FormatException NotJson() => new("not JSON");
}
