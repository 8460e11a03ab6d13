using System.Data.Common;
using System.Globalization;

namespace Letta.Migrations.Records;

/// <summary>How an engine makes text of the columns of our own tables.</summary>
/// <param name="Read">A column, as an expression.</param>
internal sealed record StoredDialect(Func<StoredColumn, string> Read)
{
    /// <summary>
    /// Whatever a database or a role has set for the style of dates. What has no such text, as infinity has none, keeps the server's.
    /// </summary>
    public static StoredDialect Postgres { get; } = new(column => column.Kind switch
    {
        StoredKind.UtcTime => Time(column.Sql),
        StoredKind.Moment => Time($"({column.Sql} at time zone 'UTC')"),
        StoredKind.Text => column.Sql,
        _ => $"cast({column.Sql} as text)",
    });

    /// <summary>A value of any type comes as what it is, and becomes text in <see cref="Text"/>.</summary>
    public static StoredDialect Sqlite { get; } = new(column => column.Sql);

    /// <summary>
    /// A value as the driver gives it, as text. Bytes, which SQLite lets any column hold, are text that is no name, number or time.
    /// </summary>
    public static string? Text(object? value) => value switch
    {
        null or DBNull => null,
        byte[] bytes => $"x'{Convert.ToHexString(bytes)}'",
        double real => real.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>The row that a reader is at.</summary>
    public static string?[] Cells(DbDataReader reader)
    {
        var cells = new string?[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = reader.IsDBNull(i) ? null : Text(reader.GetValue(i));
        return cells;
    }

    private static string Time(string time)
        => $"case when {time} >= '0001-01-01' and {time} < '9999-12-31' then pg_catalog.to_char({time}, 'YYYY-MM-DD HH24:MI:SS.US') else "
            + $"cast({time} as text) end";
}
