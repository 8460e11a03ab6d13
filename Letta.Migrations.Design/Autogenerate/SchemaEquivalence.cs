using System.Text.RegularExpressions;
using Letta.Migrations.Schema;
using Index = Letta.Migrations.Schema.Index;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>
/// Whether two objects of one engine are the same in spite of their spelling. Postgres rewrites what it is given, all but a few defaults;
/// SQLite keeps every word as it was written.
/// </summary>
internal static partial class SchemaEquivalence
{
    public static bool Same(SchemaItem one, SchemaItem other, bool onPostgres)
        => one.Text == other.Text || Plain(one, onPostgres).Text == Plain(other, onPostgres).Text;

    private static SchemaItem Plain(SchemaItem item, bool onPostgres) => (item, onPostgres) switch
    {
        (Column { Default: { } value } column, true) => column with { Default = PostgresDefault(value) },
        (Column column, false) => column with
        {
            Type = SqliteText.Type(column.Type),
            Default = SqliteText.Expression(column.Default) is { } value && value != "null" ? value : null,
            Computed = SqliteText.Expression(column.Computed),
        },
        (Check check, false) => check with { Condition = SqliteText.Expression(check.Condition)! },
        (Index index, false) => index with
        {
            Filter = SqliteText.Expression(index.Filter),
            Terms = [.. index.Terms.Select(t => t.IsExpression ? t with { Expression = SqliteText.Expression(t.Expression)! } : t)],
        },
        _ => item,
    };

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
