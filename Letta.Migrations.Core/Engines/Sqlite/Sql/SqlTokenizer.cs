namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>
/// Cuts SQL into tokens by SQLite's own rules (https://sqlite.org/src/file/src/tokenize.c); comments and blanks are skipped.
/// </summary>
internal static class SqlTokenizer
{
    public static IReadOnlyList<SqlToken> Tokens(string sql)
    {
        var tokens = new List<SqlToken>();
        var at = 0;
        while ((at = SkipBlanks(sql, at)) < sql.Length)
        {
            var token = Next(sql, at);
            tokens.Add(token);
            at = token.End;
        }

        return tokens;
    }

    private static int SkipBlanks(string sql, int at)
    {
        while (at < sql.Length)
        {
            if (char.IsWhiteSpace(sql[at]))
                at++;
            else if (Follows(sql, at, "--"))
                at = EndOf(sql, at, "\n");
            else if (Follows(sql, at, "/*"))
                at = EndOf(sql, at + 2, "*/");
            else
                break;
        }

        return at;
    }

    private static SqlToken Next(string sql, int start)
    {
        var first = sql[start];
        if (first is '"' or '`' or '\'')
            return Quoted(sql, start, first);

        if (first is '[')
        {
            var end = EndOf(sql, start, "]");
            return new SqlToken(SqlTokenKind.QuotedName, sql[(start + 1)..Math.Max(start + 1, end - 1)], start, end);
        }

        if (first is 'x' or 'X' && start + 1 < sql.Length && sql[start + 1] is '\'')
        {
            var end = Quoted(sql, start + 1, '\'').End;
            return new SqlToken(SqlTokenKind.Literal, sql[start..end], start, end);
        }

        if (char.IsAsciiDigit(first) || (first is '.' && start + 1 < sql.Length && char.IsAsciiDigit(sql[start + 1])))
        {
            var end = EndOfNumber(sql, start);
            return new SqlToken(SqlTokenKind.Literal, sql[start..end], start, end);
        }

        if (IsWordPart(first))
        {
            var end = start;
            while (end < sql.Length && IsWordPart(sql[end]))
                end++;
            return new SqlToken(SqlTokenKind.Word, sql[start..end], start, end);
        }

        return new SqlToken(SqlTokenKind.Symbol, first.ToString(), start, start + 1);
    }

    private static SqlToken Quoted(string sql, int start, char quote)
    {
        var kind = quote is '\'' ? SqlTokenKind.Text : SqlTokenKind.QuotedName;
        var end = start + 1;
        while (end < sql.Length)
        {
            if (sql[end] != quote)
                end++;
            else if (end + 1 < sql.Length && sql[end + 1] == quote)
                end += 2;
            else
                return new SqlToken(kind, sql[(start + 1)..end].Replace($"{quote}{quote}", quote.ToString()), start, end + 1);
        }

        throw new FormatException($"The quote at character {start} is never closed: {sql}");
    }

    private static int EndOfNumber(string sql, int at)
    {
        while (at < sql.Length && (IsWordPart(sql[at]) || sql[at] is '.' || (sql[at] is '+' or '-' && IsExponent(sql, at))))
            at++;
        return at;
    }

    /// <summary>The sign in <c>1e-5</c>; not the one in <c>0xe-5</c>.</summary>
    private static bool IsExponent(string sql, int at)
    {
        if (sql[at - 1] is not ('e' or 'E'))
            return false;

        var start = at - 1;
        while (start > 0 && (IsWordPart(sql[start - 1]) || sql[start - 1] is '.'))
            start--;
        return !Follows(sql, start, "0x") && !Follows(sql, start, "0X");
    }

    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' || c > '\x7f';

    private static bool Follows(string sql, int at, string text) => string.CompareOrdinal(sql, at, text, 0, text.Length) == 0;

    private static int EndOf(string sql, int at, string end)
    {
        var found = sql.IndexOf(end, at, StringComparison.Ordinal);
        return found < 0 ? sql.Length : found + end.Length;
    }
}
