using System.Globalization;
using System.Text;
using Letta.Migrations.Engines.Settings;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>Decodes <c>%40</c> and the like.</summary>
internal static class PercentEncoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a field in which a <c>%</c> can only begin an escape.</summary>
    public static string Decode(string text, Setting setting, string field) => Decode(text, setting, field, lenient: false);

    /// <summary>
    /// Decodes a user or a password, which people also write as they are: like Python, a <c>%</c> that no escape can begin with is itself.
    /// One hexadecimal digit and then something else is taken for an escape that was cut off.
    /// </summary>
    public static string DecodeLeniently(string text, Setting setting, string field) => Decode(text, setting, field, lenient: true);

    /// <summary>The text decoded, or null and what is wrong with it.</summary>
    public static string? TryDecode(string text, bool lenient, out string? fault)
    {
        fault = null;
        if (!text.Contains('%'))
            return text;

        var bytes = new List<byte>(text.Length);
        var from = 0;
        for (var i = text.IndexOf('%'); i >= 0; i = text.IndexOf('%', from))
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(text[from..i]));
            var digits = text.Skip(i + 1).Take(2).TakeWhile(char.IsAsciiHexDigit).Count();
            if (digits == 2)
                bytes.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber));
            else if (lenient && digits == 0)
                bytes.Add((byte)'%');
            else
                fault = "has a % that two hexadecimal digits do not follow; a % itself is written %25";

            from = i + 1 + digits;
        }

        bytes.AddRange(Encoding.UTF8.GetBytes(text[from..]));
        if (bytes.Contains(0))
            fault ??= "has a NUL in it, which Postgres cannot receive";

        try
        {
            return fault is null ? Strict.GetString([.. bytes]) : null;
        }
        catch (DecoderFallbackException)
        {
            fault = "has percent escapes that are not UTF-8";
            return null;
        }
    }

    private static string Decode(string text, Setting setting, string field, bool lenient)
        => TryDecode(text, lenient, out var fault) ?? throw setting.Wrong(field, fault!);
}
