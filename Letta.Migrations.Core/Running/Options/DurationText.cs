using System.Globalization;

namespace Letta.Migrations.Running;

/// <summary>Durations as people write them: <c>500ms</c>, <c>60s</c>, <c>5m</c>, <c>1h</c>, and <c>00:01:00</c>.</summary>
internal static class DurationText
{
    /// <summary>What to write instead of a text that is none.</summary>
    public const string Help = "Write a number and a unit (500ms, 60s, 5m, 1h) or hh:mm:ss, up to 24 days.";

    /// <summary>Postgres counts its timeouts as milliseconds in 32 bits, which is a little more than this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>The duration that a text means; null if it means none.</summary>
    /// <remarks>A bare number is refused: <see cref="TimeSpan.Parse(string)"/> would read <c>60</c> as sixty days.</remarks>
    public static TimeSpan? Parse(string text)
    {
        text = text.Trim();
        var duration = text is "0" ? TimeSpan.Zero : Clock(text) ?? Units(text);
        return duration >= TimeSpan.Zero && duration <= Longest ? duration : null;
    }

    private static TimeSpan? Clock(string text)
        => text.Contains(':') && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var clock) ? clock : null;

    private static TimeSpan? Units(string text)
    {
        var digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        if (!double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > int.MaxValue)
            return null;

        return text[digits..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => null,
        };
    }
}
