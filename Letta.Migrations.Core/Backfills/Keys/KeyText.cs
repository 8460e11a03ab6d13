using System.Globalization;
using System.Text;
using System.Text.Json;
using Letta.Migrations.Errors;
using Letta.Migrations.Records;

namespace Letta.Migrations.Backfills;

/// <summary>
/// Keys as text. Postgres: each value as its type writes it. SQLite, where any column may hold anything: an integer as it is, a real behind
/// an <c>r</c>, text and bytes in hexadecimal behind a <c>t</c> or a <c>b</c>, so that a value comes back as exactly the one that it was:
/// the integer 49488335544936510 and the real of these digits are two. In the ledger, a JSON array.
/// </summary>
internal static class KeyText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The value that SQLite compares with.</summary>
    public static object OfSqlite(string text) => text[0] switch
    {
        't' => String(Convert.FromHexString(text.AsSpan(1))),
        'b' => Convert.FromHexString(text.AsSpan(1)),
        'r' => double.Parse(text.AsSpan(1), NumberStyles.Float, CultureInfo.InvariantCulture),
        _ => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
    };

    /// <summary>A real; the shortest digits that read back the same.</summary>
    public static string OfReal(double real) => $"r{real.ToString("R", CultureInfo.InvariantCulture)}";

    public static string ToJson(string[] key) => $"[{string.Join(',', key.Select(PythonJson.Quote))}]";

    /// <summary>A key in a column of ours; null if there is none.</summary>
    /// <exception cref="UnknownValueException">It is no key.</exception>
    public static string[]? Read(StoredRow row, string column, BackfillDialect dialect)
    {
        if (row.TextOrNull(column) is not { } json)
            return null;

        try
        {
            using var document = JsonDocument.Parse(json);
            string[] key = [.. document.RootElement.EnumerateArray().Select(e => e.GetString()!)];
            if (key.Length > 0 && key.All(k => k is not null && dialect.IsKey(k)))
                return key;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // It is not JSON, or other JSON.
        }

        throw row.Unknown(column, "a key as a JSON array of texts, as backfills write it");
    }

    /// <summary>Whether a text is a value as <see cref="OfSqlite"/> reads it.</summary>
    public static bool IsOfSqlite(string text) => text switch
    {
        [] => false,
        ['t' or 'b', .. var hex] => hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit),
        ['r', .. var real] => double.TryParse(real, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        _ => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
    };

    /// <summary>A value of a key of SQLite, for a person.</summary>
    public static string ShownOfSqlite(string text)
        => text[0] switch
        {
            't' => ControlCharacters.Escape(Encoding.UTF8.GetString(Convert.FromHexString(text.AsSpan(1)))),
            'r' => text[1..],
            'b' => $"x'{text[1..]}'",
            _ => text
        };

    private static string String(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (ArgumentException e)
        {
            throw new NeedsHumanException(
                $"A key is not valid UTF-8: {Convert.ToHexString(bytes)}.",
                "Fix that row, then run the same command again: what is done stays done.",
                e);
        }
    }
}
