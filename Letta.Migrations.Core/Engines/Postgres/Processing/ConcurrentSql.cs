using System.Text.RegularExpressions;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>SQL of a migration that builds or drops an index while others work, which no transaction can hold.</summary>
internal static partial class ConcurrentSql
{
    public static bool Is(string sql) => Index().IsMatch(sql);

    /// <summary>The same, for where nobody else is and a transaction is open.</summary>
    public static string Plain(string sql) => Index().Replace(sql, "${index}");

    [GeneratedRegex(
        @"(?<index>\b(create|create\s+unique|drop|reindex)\s+index)\s+concurrently\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Index();
}
