using System.Text.RegularExpressions;
using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>
/// Whether two objects of one engine are the same in spite of their spelling. Postgres rewrites what it is given, all but a few defaults.
/// </summary>
internal static partial class SchemaEquivalence
{
    public static bool Same(SchemaItem one, SchemaItem other, bool onPostgres)
        => onPostgres ? one.Text == other.Text || Plain(one).Text == Plain(other).Text : SqliteEquivalence.Same(one, other);

    private static SchemaItem Plain(SchemaItem item)
        => item is Column { Default: { } value } column ? column with { Default = PostgresDefault(value) } : item;

    /// <summary>A literal is assigned to its column whatever it is cast to, and a number may stand in quotes.</summary>
    private static string PostgresDefault(string value)
    {
        if (value is "CURRENT_TIMESTAMP" or "transaction_timestamp()")
            return "now()";
        if (Literal().Match(value) is not { Success: true } match)
            return value;

        var text = match.Groups["text"].Value;
        return Number().IsMatch(text) ? text : $"'{text}'";
    }

    [GeneratedRegex(@"^'(?<text>([^']|'')*)'(::[\w ""]+(\(\d+(,\d+)?\))?(\[\])*)+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"^-?\d+(\.\d+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
