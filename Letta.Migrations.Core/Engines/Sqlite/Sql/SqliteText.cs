namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>
/// Types and expressions of SQLite in one spelling: SQLite looks neither at letters' case nor at blanks, quotes and needless parentheses.
/// </summary>
internal static class SqliteText
{
    /// <summary>
    /// Types of one affinity that stand for the same; what they are called makes no difference to SQLite
    /// (https://sqlite.org/datatype3.html#affinity_name_examples).
    /// </summary>
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.Ordinal)
    {
        ["INT"] = "INTEGER",
        ["MEDIUMINT"] = "INTEGER",
        ["TINYINT"] = "SMALLINT",
        ["INT2"] = "SMALLINT",
        ["INT8"] = "BIGINT",
        ["DECIMAL"] = "NUMERIC",
        ["DOUBLE"] = "FLOAT",
        ["DOUBLE PRECISION"] = "FLOAT",
        ["NVARCHAR"] = "VARCHAR",
        ["VARYING CHARACTER"] = "VARCHAR",
        ["CHARACTER"] = "CHAR",
        ["NCHAR"] = "CHAR",
        ["CLOB"] = "TEXT",
        ["NTEXT"] = "TEXT",
        ["TIMESTAMP"] = "DATETIME",
        ["BOOL"] = "BOOLEAN",
    };

    public static string Type(string type)
    {
        var tokens = SqlTokenizer.Tokens(type).Select(t => t.Value.ToUpperInvariant()).ToList();
        var name = string.Join(' ', tokens.TakeWhile(t => t is not "("));
        return $"{Synonyms.GetValueOrDefault(name, name)} {string.Concat(tokens.SkipWhile(t => t is not "("))}";
    }

    /// <summary>The expression by its tokens; null for null.</summary>
    public static string? Expression(string? expression)
    {
        if (expression is null)
            return null;

        var tokens = SqlTokenizer.Tokens(expression).ToList();
        while (Needless(tokens) is { } pair)
        {
            tokens.RemoveAt(pair.Close);
            tokens.RemoveAt(pair.Open);
        }

        return string.Join(' ', tokens.Select(Plain));
    }

    private static string Plain(SqlToken token) => token.Kind switch
    {
        SqlTokenKind.Text => $"'{token.Value}'",
        SqlTokenKind.Symbol => token.Value,
        _ => token.Value.ToLowerInvariant(),
    };

    /// <summary>
    /// Parentheses around the whole, and around what binds tighter than the AND or OR beside it. BETWEEN has an AND of its
    /// own: where there is one, nothing but the whole is looked at.
    /// </summary>
    private static (int Open, int Close)? Needless(List<SqlToken> tokens)
    {
        var between = tokens.Exists(t => t.IsWord("BETWEEN"));
        for (var open = 0; open < tokens.Count; open++)
        {
            if (!tokens[open].IsSymbol('(') || Closing(tokens, open) is not { } close || close == open + 1)
                continue;
            SqlToken? before = open == 0 ? null : tokens[open - 1];
            SqlToken? after = close == tokens.Count - 1 ? null : tokens[close + 1];
            if ((before is null && after is null)
                || (!between && Stands(before, '(') && Stands(after, ')') && IsLoose(tokens, open, close, before, after)))
                return (open, close);
        }

        return null;
    }

    private static bool IsLoose(List<SqlToken> tokens, int open, int close, SqlToken? before, SqlToken? after)
    {
        // The parentheses of a function or a list hold arguments, not a condition.
        if (before?.IsSymbol('(') == true && open >= 2 && tokens[open - 2].Kind is SqlTokenKind.Word && !IsJoint(tokens[open - 2]))
            return false;
        return !(before?.IsWord("AND") == true || after?.IsWord("AND") == true) || !Holds(tokens, open, close, "OR");
    }

    private static bool Stands(SqlToken? token, char parenthesis)
        => token is not { } there || there.IsSymbol(parenthesis) || IsJoint(there);

    private static bool IsJoint(SqlToken token) => token.IsWord("AND") || token.IsWord("OR");

    private static bool Holds(List<SqlToken> tokens, int open, int close, string word)
    {
        var depth = 0;
        for (var i = open + 1; i < close; i++)
        {
            depth += tokens[i].IsSymbol('(') ? 1 : tokens[i].IsSymbol(')') ? -1 : 0;
            if (depth == 0 && tokens[i].IsWord(word))
                return true;
        }

        return false;
    }

    private static int? Closing(List<SqlToken> tokens, int open)
    {
        var depth = 0;
        for (var i = open; i < tokens.Count; i++)
        {
            depth += tokens[i].IsSymbol('(') ? 1 : tokens[i].IsSymbol(')') ? -1 : 0;
            if (depth == 0)
                return i;
        }

        return null;
    }
}
