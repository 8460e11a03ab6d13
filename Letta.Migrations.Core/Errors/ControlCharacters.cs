using System.Globalization;
using System.Text;

namespace Letta.Migrations.Errors;

/// <summary>
/// Makes text safe to print that somebody else chose: the name of a table, a key, a message of the server. What moves a cursor, colours a
/// line, begins another or turns the order of its letters round is written as an escape, the same in C#, JSON and here: <c>\u001b</c>.
/// </summary>
/// <remarks>C0, DEL and C1: ECMA-48. The bidirectional controls: https://www.unicode.org/reports/tr9/ and CVE-2021-42574.</remarks>
public static class ControlCharacters
{
    /// <summary>The text in one line, without any character that does something.</summary>
    public static string Escape(string text) => Escape(text, keepLines: false);

    /// <summary>The same, but its line breaks are kept: for text that consists of lines of our own.</summary>
    public static string EscapeLines(string text) => Escape(text, keepLines: true);

    /// <summary>A statement of several lines; a line break within quotes is one of a name or a value.</summary>
    public static string EscapeStatement(string sql)
    {
        var text = new StringBuilder(sql.Length);
        var quote = '\0';
        foreach (var c in EscapeLines(sql))
        {
            if (quote == '\0' && c is '"' or '\'')
                quote = c;
            else if (c == quote)
                quote = '\0';
            _ = c == '\n' && quote != '\0' ? text.Append("\\n") : text.Append(c);
        }

        return text.ToString();
    }

    private static string Escape(string text, bool keepLines)
    {
        var safe = 0;
        while (safe < text.Length && !IsControl(text, safe, keepLines))
            safe++;
        if (safe == text.Length)
            return text;

        var escaped = new StringBuilder(text, 0, safe, text.Length + 16);
        for (var i = safe; i < text.Length; i++)
        {
            _ = !IsControl(text, i, keepLines) ? escaped.Append(text[i]) : text[i] switch
            {
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                var c => escaped.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
            };
        }

        return escaped.ToString();
    }

    private static bool IsControl(string text, int at, bool keepLines) => text[at] switch
    {
        '\n' => !keepLines,
        < ' ' or (>= '\u007f' and <= '\u009f') => true,
        '\u2028' or '\u2029' => true, // Line and paragraph separators.
        '\u061c' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') => true,
        '\ufeff' or (>= '\ufff9' and <= '\ufffb') => true,
        var c when char.IsSurrogate(c) => !IsPaired(text, at), // Half a pair is no character; written as UTF-8 it is lost.
        _ => false,
    };

    private static bool IsPaired(string text, int at)
        => char.IsHighSurrogate(text[at])
            ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
            : at > 0 && char.IsHighSurrogate(text[at - 1]);
}
