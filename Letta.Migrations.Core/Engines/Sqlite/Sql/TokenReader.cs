namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>A place among the tokens of a text, and the few ways to step on.</summary>
internal sealed class TokenReader(string sql)
{
    private readonly IReadOnlyList<SqlToken> _tokens = SqlTokenizer.Tokens(sql);
    private int _at;

    public bool AtEnd => _at >= _tokens.Count;

    /// <summary>The token at this place; an empty symbol after the last.</summary>
    public SqlToken Peek(int ahead = 0)
        => _at + ahead < _tokens.Count ? _tokens[_at + ahead] : new SqlToken(SqlTokenKind.Symbol, "\0", sql.Length, sql.Length);

    public SqlToken Take() => AtEnd ? throw Unexpected("more") : _tokens[_at++];

    /// <summary>True, and a step on, if these words follow.</summary>
    public bool TryTake(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!Peek(i).IsWord(words[i]))
                return false;
        }

        _at += words.Length;
        return true;
    }

    public bool TryTake(char symbol)
    {
        if (!Peek().IsSymbol(symbol))
            return false;
        _at++;
        return true;
    }

    public void Expect(char symbol)
    {
        if (!TryTake(symbol))
            throw Unexpected($"\"{symbol}\"");
    }

    public void Expect(string word)
    {
        if (!TryTake(word))
            throw Unexpected(word);
    }

    /// <summary>A name: bare, in any quotes, and even as a text, which SQLite takes for a name here.</summary>
    public string Name()
    {
        var token = Take();
        return token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName or SqlTokenKind.Text ? token.Value : throw Unexpected("a name");
    }

    /// <summary>What stands between this parenthesis and the one that closes it, as it is written.</summary>
    public string Parenthesized()
    {
        Expect('(');
        var start = _at > 0 ? _tokens[_at - 1].End : 0;
        for (var depth = 1; ;)
        {
            var token = Take();
            if (token.IsSymbol('('))
                depth++;
            else if (token.IsSymbol(')') && --depth == 0)
                return sql[start..token.Start].Trim();
        }
    }

    /// <summary>The text from a token to the one before this place.</summary>
    public string TextFrom(SqlToken first) => sql[first.Start.._tokens[_at - 1].End];

    public FormatException Unexpected(string wanted)
        => new($"Expected {wanted} at character {Peek().Start}, found \"{Peek().Value}\", in: {sql}");
}
