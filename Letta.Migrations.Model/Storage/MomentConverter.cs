using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Letta.Migrations.Model.Storage;

/// <summary>
/// A moment as text in UTC. A fraction has six digits, as SQLAlchemy wants it, and is left out where it is zero: so does CURRENT_TIMESTAMP,
/// and a moment that is part of a key must read as it was written.
/// </summary>
internal sealed class MomentConverter() : ValueConverter<DateTime, string>(value => Write(value), text => Read(text))
{
    private static string Write(DateTime value)
    {
        var moment = value.Kind is DateTimeKind.Local ? value.ToUniversalTime() : value;
        return moment.ToString(
            moment.Ticks % TimeSpan.TicksPerSecond < TimeSpan.TicksPerMicrosecond ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.ffffff",
            CultureInfo.InvariantCulture);
    }

    private static DateTime Read(string text)
        => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
