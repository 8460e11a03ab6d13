using System.Text;

namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>
/// Expressions of checks, generated columns and indexes by their tokens. SQLite allows no subquery in them, so every name that is not a
/// function, a collation or a type is a column of the one table, perhaps with the table's name before it.
/// </summary>
internal static class SqlExpression
{
    /// <summary>True if the name stands in the expression as that of a column or table; true too where that cannot be known.</summary>
    public static bool Mentions(string expression, string name)
    {
        var tokens = SqlTokenizer.Tokens(expression);
        return Enumerable.Range(0, tokens.Count).Any(i => tokens[i].Names(name) && !IsFunction(tokens, i));
    }

    /// <summary>The expression after a column of its table got another name; between quotes where the old one was.</summary>
    public static string RenameColumn(string expression, string from, string to)
    {
        var tokens = SqlTokenizer.Tokens(expression);
        return Replace(
            expression,
            tokens,
            i => IsColumn(tokens, i) && tokens[i].Names(from)
                ? (expression[tokens[i].Start] == from[0] ? SqlName.Plain(to) : SqlName.Quote(to), tokens[i].End)
                : null);
    }

    /// <summary>The expression without the table's name before its columns, so that it holds for the table under any name.</summary>
    public static string WithoutTable(string expression, string table)
    {
        var tokens = SqlTokenizer.Tokens(expression);
        return Replace(expression, tokens, i => tokens[i].Names(table) && i + 2 < tokens.Count && tokens[i + 1].IsSymbol('.')
            ? ("", tokens[i + 1].End)
            : null);
    }

    /// <summary>True for a literal: what SQLite accepts as the default of a column that it adds to a table with rows.</summary>
    public static bool IsLiteral(string expression)
    {
        var tokens = SqlTokenizer.Tokens(expression);
        var token = tokens[^1];
        var signed = tokens.Count == 2 && tokens[0].Kind is SqlTokenKind.Symbol && tokens[0].Value is "+" or "-";
        return (tokens.Count == 1 || signed)
            && (token.Kind is SqlTokenKind.Text or SqlTokenKind.Literal
                || token.IsWord("TRUE")
                || token.IsWord("FALSE")
                || token.IsWord("NULL"));
    }

    private static bool IsFunction(IReadOnlyList<SqlToken> tokens, int i)
        => tokens[i].Kind is SqlTokenKind.Word && i + 1 < tokens.Count && tokens[i + 1].IsSymbol('(');

    private static bool IsColumn(IReadOnlyList<SqlToken> tokens, int i)
        => !IsFunction(tokens, i)
            && !(i + 1 < tokens.Count && tokens[i + 1].IsSymbol('.'))
            && !(i > 0 && (tokens[i - 1].IsWord("COLLATE") || tokens[i - 1].IsWord("AS")));

    private static string Replace(string text, IReadOnlyList<SqlToken> tokens, Func<int, (string Text, int End)?> replacement)
    {
        var result = new StringBuilder();
        var copied = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Start < copied || replacement(i) is not { } by)
                continue;
            result.Append(text, copied, tokens[i].Start - copied).Append(by.Text);
            copied = by.End;
        }

        return result.Append(text, copied, text.Length - copied).ToString();
    }
}
