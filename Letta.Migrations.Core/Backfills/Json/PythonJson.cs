using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Letta.Migrations.Backfills;

/// <summary>
/// The text that Python makes of JSON: <c>json.dumps(json.loads(text))</c>, character for character. An application in Python encrypts
/// that text, compares it and decrypts it; what System.Text.Json writes differs in separators, escapes and numbers.
/// </summary>
internal static partial class PythonJson
{
    /// <summary>
    /// What is false to Python, as a pattern that means the same to .NET and to Postgres: nothing, null, false, "", {}, [] and zero.
    /// Such an application has nothing to encrypt there.
    /// </summary>
    public const string Nothing
        = """^[ \t\r\n]*(null|false|""|\{[ \t\r\n]*\}|\[[ \t\r\n]*\]|-?0(\.0+)?([eE][+-]?[0-9]+)?)?[ \t\r\n]*$""";

    /// <summary>Whether a JSON text is nothing to Python.</summary>
    public static bool IsNothing(string? json) => json is null || NothingPattern().IsMatch(json);

    /// <summary>The text that <c>json.dumps(json.loads(json))</c> gives.</summary>
    /// <exception cref="FormatException">It is not JSON, even by Python's measure, which admits NaN and Infinity.</exception>
    public static string Dump(string json) => new PythonJsonReader(json).Read();

    /// <summary>A string as <c>json.dumps</c> writes it, with everything but printable ASCII escaped; <c>null</c> for null.</summary>
    public static string Quote(string? text)
    {
        if (text is null)
            return "null";

        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '\f' => quoted.Append("\\f"),
                '\b' => quoted.Append("\\b"),
                >= ' ' and <= '~' => quoted.Append(c),
                _ => quoted.Append("\\u")
                    .Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)), // Surrogates one by one, as Python does.
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>
    /// A float as <c>repr</c> writes it: the shortest digits that read back the same, an exponent below 1e-4 and from 1e16 on.
    /// </summary>
    public static string Float(double number)
    {
        if (double.IsNaN(number))
            return "NaN";
        if (double.IsInfinity(number))
            return number > 0 ? "Infinity" : "-Infinity";

        // "R" has the shortest digits, in one of two notations: 123.45 or 1.2345E+25.
        var text = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var point = text[0].IndexOf('.', StringComparison.Ordinal) is var p and >= 0 ? p : text[0].Length;
        var all = text[0].Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        var exponent = digits.Length == 0
            ? 0
            : point - 1 - (all.Length - digits.Length)
                + (text.Length > 1 ? int.Parse(text[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0);
        digits = digits.TrimEnd('0') is { Length: > 0 } some ? some : "0";
        var sign = double.IsNegative(number) ? "-" : "";
        return sign + exponent switch
        {
            < -4 or >= 16
                => $"{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}",
            < 0 => $"0.{new string('0', -exponent - 1)}{digits}",
            _ when digits.Length <= exponent + 1 => $"{digits.PadRight(exponent + 1, '0')}.0",
            _ => $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}",
        };
    }

    [GeneratedRegex(Nothing, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex NothingPattern();
}
