using System.Text.RegularExpressions;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>Names within an expression.</summary>
internal static partial class Identifier
{
    /// <summary>A name as Postgres writes it: between quotes where it must be.</summary>
    public static string Quoted(string name)
        => Plain().IsMatch(name) ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Whether an expression names it; a word of a literal that is the same counts too.</summary>
    public static bool IsIn(string name, string sql)
        => Regex.IsMatch(sql, $"(?<![\\w$]){Regex.Escape(name)}(?![\\w$])", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    [GeneratedRegex("^[a-z_][a-z0-9_$]*$", RegexOptions.None, 1000)]
    private static partial Regex Plain();
}
