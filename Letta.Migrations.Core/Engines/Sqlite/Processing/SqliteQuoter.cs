using System.Globalization;
using System.Text;
using FluentMigrator;
using FluentMigrator.Runner.Generators.SQLite;
using Letta.Migrations.Engines.Sqlite.Sql;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>
/// Names and values as SQLite and SQLAlchemy store them. FluentMigrator's own quoter drops fractions of seconds, keeps offsets,
/// and takes a name that begins and ends with a quote for quoted already.
/// </summary>
internal sealed class SqliteQuoter : SQLiteQuoter
{
    private const string Moment = "yyyy-MM-dd HH:mm:ss.ffffff";

    /// <summary>A random version 4 UUID; SQLite has no function for it.</summary>
    private const string NewUuid =
        "(lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' "
        + "|| substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))";

    public override string Quote(string name) => string.IsNullOrEmpty(name) ? "" : SqlName.Quote(name);

    public override bool IsQuoted(string name) => false;

    /// <summary>A SQLite file has no schemas.</summary>
    public override string QuoteSchemaName(string schemaName) => "";

    public override string QuoteValue(object value) => value switch
    {
        DateOnly date => $"'{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'",
        TimeOnly time => $"'{time.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'",
        IFormattable and (sbyte or byte or short or ushort or uint or long or ulong)
            => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => base.QuoteValue(value),
    };

    /// <summary>An SQL text ends at a NUL character, so a text with one in it is written by its bytes.</summary>
    public override string FormatNationalString(string value)
        => value.Contains('\0', StringComparison.Ordinal)
            ? $"CAST(X'{Convert.ToHexString(Encoding.UTF8.GetBytes(value))}' AS TEXT)"
            : SqlName.Text(value);

    public override string FormatAnsiString(string value) => FormatNationalString(value);

    public override string FormatChar(char value) => FormatNationalString(value.ToString());

    public override string FormatDateTime(DateTime value)
        => $"'{(value.Kind is DateTimeKind.Local ? value.ToUniversalTime() : value).ToString(Moment, CultureInfo.InvariantCulture)}'";

    public override string FormatDateTimeOffset(DateTimeOffset value)
        => $"'{value.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture)}'";

    public override string FromTimeSpan(TimeSpan value) => $"'{value.ToString("hh\\:mm\\:ss\\.ffffff", CultureInfo.InvariantCulture)}'";

    public override string FormatEnum(object value) => FormatNationalString(value.ToString()!);

    /// <summary>All moments are in UTC.</summary>
    public override string FormatSystemMethods(SystemMethods value) => value switch
    {
        SystemMethods.CurrentDateTime or SystemMethods.CurrentDateTimeOffset or SystemMethods.CurrentUTCDateTime => "CURRENT_TIMESTAMP",
        SystemMethods.NewGuid or SystemMethods.NewSequentialId => NewUuid,
        _ => throw new NotSupportedException($"SQLite knows no {value}; give the value."),
    };
}
