using System.Globalization;
using System.Text;
using System.Text.Json;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Backfills;

/// <summary>
/// Keys as text. Postgres: each value as its type writes it. SQLite, where any column may hold anything: a number as it is, text and bytes in
/// hexadecimal behind a <c>t</c> or a <c>b</c>, so that a value comes back as exactly the one that it was. In the ledger, a JSON array.
/// </summary>
internal static class KeyText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The value that SQLite compares with.</summary>
    public static object OfSqlite(string text) => text[0] switch
    {
        't' => String(Convert.FromHexString(text.AsSpan(1))),
        'b' => Convert.FromHexString(text.AsSpan(1)),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) => integer,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    public static string ToJson(string[] key) => $"[{string.Join(',', key.Select(PythonJson.Quote))}]";

    public static string[]? FromJson(string? json)
    {
        if (json is null)
            return null;
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(e => e.GetString()!)];
    }

    /// <summary>A value of a key of SQLite, for a person.</summary>
    public static string ShownOfSqlite(string text)
        => text[0] == 't' ? Encoding.UTF8.GetString(Convert.FromHexString(text.AsSpan(1))) : text;

    private static string String(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (ArgumentException e)
        {
            throw new NeedsHumanException(
                $"A key is not valid UTF-8: {Convert.ToHexString(bytes)}.", "Mend that row, then run the same command again: what is done stays done.", e);
        }
    }
}
