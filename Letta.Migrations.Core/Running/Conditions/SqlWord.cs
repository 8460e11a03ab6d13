namespace Letta.Migrations.Running.Conditions;

/// <summary>One word or symbol of SQL text.</summary>
/// <param name="Text">The word, without its quotes, or the symbol; <c>'</c> for any string.</param>
/// <param name="IsName">Whether it may name something: an identifier or a key word.</param>
/// <param name="IsQuoted">Whether it was in quotes, so that it is no key word.</param>
internal readonly record struct SqlWord(string Text, bool IsName, bool IsQuoted)
{
    public bool Is(string keyword) => IsName && !IsQuoted && string.Equals(Text, keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Divides SQL text of either engine; null where a part of it cannot be known: dollar quotes, backslashes in strings.
    /// </summary>
    public static IReadOnlyList<SqlWord>? Divide(string sql)
    {
        var words = new List<SqlWord>();
        for (var i = 0; i < sql.Length;)
        {
            var c = sql[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (Starts(sql, i, "--"))
            {
                i = sql.IndexOf('\n', i) is >= 0 and var end ? end : sql.Length;
            }
            else if (Starts(sql, i, "/*"))
            {
                if (sql.IndexOf("*/", i, StringComparison.Ordinal) is not (>= 0 and var end))
                    return null;
                i = end + 2;
            }
            else if (c is '\'' or '"' or '`')
            {
                if (words is [.., { IsQuoted: false, Text: "E" or "e" or "U" or "u" }] && c == '\'' && sql[i - 1] is 'E' or 'e')
                    return null;
                if (Quoted(sql, ref i) is not { } text)
                    return null;
                words.Add(c == '\'' ? new SqlWord("'", IsName: false, IsQuoted: true) : new SqlWord(text, IsName: true, IsQuoted: true));
            }
            else if (IsPart(c) && !char.IsDigit(c) && c != '$')
            {
                var start = i;
                while (i < sql.Length && IsPart(sql[i]))
                    i++;
                words.Add(new SqlWord(sql[start..i], IsName: true, IsQuoted: false));
                if (i < sql.Length && sql[i] == '&') // U&"…" spells a name in code points.
                    return null;
            }
            else if (c == '$' && i + 1 < sql.Length && !char.IsDigit(sql[i + 1]))
            {
                return null;
            }
            else
            {
                words.Add(new SqlWord(c.ToString(), IsName: false, IsQuoted: false));
                i++;
            }
        }

        return words;
    }

    /// <summary>Whether a text has a name in it as a whole word, wherever it stands and however it is quoted.</summary>
    public static bool Mentions(string sql, string name)
    {
        if (name.Contains('"', StringComparison.Ordinal))
            return true; // Doubled in the text, or not: nothing to rely on.
        for (var at = Next(0); at >= 0; at = Next(at + 1))
        {
            if ((at == 0 || !IsPart(sql[at - 1])) && (at + name.Length == sql.Length || !IsPart(sql[at + name.Length])))
                return true;
        }

        return false;

        int Next(int from) => from > sql.Length ? -1 : sql.IndexOf(name, from, StringComparison.OrdinalIgnoreCase);
    }

    private static string? Quoted(string sql, ref int i)
    {
        var quote = sql[i++];
        var start = i;
        while (i < sql.Length)
        {
            if (sql[i] == quote && i + 1 < sql.Length && sql[i + 1] == quote)
                i += 2;
            else if (sql[i++] == quote)
                return sql[start..(i - 1)].Replace($"{quote}{quote}", $"{quote}", StringComparison.Ordinal);
        }

        return null;
    }

    private static bool Starts(string sql, int at, string what) => string.CompareOrdinal(sql, at, what, 0, what.Length) == 0;

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';
}
