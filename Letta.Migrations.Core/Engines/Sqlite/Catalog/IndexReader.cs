using Letta.Migrations.Engines.Sqlite.Sql;
using Letta.Migrations.Schema;
using Index = Letta.Migrations.Schema.Index;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>Reads the CREATE INDEX text that <c>sqlite_schema</c> keeps (https://sqlite.org/lang_createindex.html).</summary>
internal static class IndexReader
{
    public static Index Read(SchemaObject index)
    {
        var reader = new TokenReader(index.Sql!);
        reader.Expect("CREATE");
        var unique = reader.TryTake("UNIQUE");
        while (!reader.Peek().IsSymbol('('))
            reader.Take();

        var terms = Terms(reader.Parenthesized());
        var translated = unique ? Declared(terms) : terms;
        var filter = reader.TryTake("WHERE") ? index.Sql![reader.Peek().Start..].Trim() : null;
        return new Index(index.Name, translated) { Unique = unique, Filter = filter, NullsNotDistinct = translated.Count < terms.Count };
    }

    /// <summary>
    /// What can be NULL, in an index to which NULLs are equal, has two terms, as <see cref="TableIndex.Create"/> writes them.
    /// </summary>
    private static List<IndexTerm> Declared(List<IndexTerm> terms)
    {
        const string Begin = "ifnull(";
        const string End = ", 0)";
        var translated = new List<IndexTerm>();
        for (var i = 0; i < terms.Count; i++)
        {
            var term = terms[i];
            var end = term.Expression.LastIndexOf(End, StringComparison.Ordinal);
            if (i + 1 < terms.Count && end > Begin.Length && term.Expression.StartsWith(Begin, StringComparison.Ordinal))
            {
                var inner = term.Expression[Begin.Length..end];
                if (terms[i + 1].Expression == $"{inner} IS NULL" || terms[i + 1].Expression == $"({inner}) IS NULL")
                {
                    term = Term(inner) with { Descending = term.Descending };
                    i++;
                }
            }

            translated.Add(term);
        }

        return translated;
    }

    private static List<IndexTerm> Terms(string list)
    {
        var terms = new List<IndexTerm>();
        var (start, depth) = (0, 0);
        foreach (var token in SqlTokenizer.Tokens(list))
        {
            depth += token.IsSymbol('(') ? 1 : token.IsSymbol(')') ? -1 : 0;
            if (depth == 0 && token.IsSymbol(','))
            {
                terms.Add(Term(list[start..token.Start]));
                start = token.End;
            }
        }

        terms.Add(Term(list[start..]));
        return terms;
    }

    /// <summary>A column's name stands without its quotes.</summary>
    private static IndexTerm Term(string text)
    {
        var tokens = SqlTokenizer.Tokens(text).ToList();
        var descending = tokens[^1].IsWord("DESC");
        if (descending || tokens[^1].IsWord("ASC"))
            tokens.RemoveAt(tokens.Count - 1);
        return tokens is [var name]
            ? new IndexTerm(name.Value, descending)
            : new IndexTerm(text[tokens[0].Start..tokens[^1].End], descending) { IsExpression = true };
    }
}
