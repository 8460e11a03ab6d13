namespace Letta.Migrations.Running.Conditions;

/// <summary>Tells which tables and columns an SQL statement of a revision may write to; everything, where it cannot be known.</summary>
internal static class SqlWrites
{
    private static readonly string[] Understood = ["update", "insert", "delete", "with", "create", "drop", "alter", "comment", "replace"];
    private static readonly string[] Harmless = ["index", "unique", "type", "sequence", "domain", "extension", "collation", "schema"];

    public static void Note(string sql, ChangedData data)
    {
        if (SqlWord.Divide(sql) is not { } words)
        {
            data.Everything();
            return;
        }

        var first = true;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Text == ";" && !words[i].IsQuoted)
                first = true;
            else if (first && !Understood.Any(words[i].Is))
                data.Everything();
            else if (!TryNote(new Cursor(words, i), data))
                data.Everything();
            if (words[i].Text != ";")
                first = false;
        }
    }

    /// <summary>Notes what a word begins; false if that cannot be known.</summary>
    private static bool TryNote(Cursor at, ChangedData data)
    {
        if (at.Skip("insert", "into") || at.Skip("replace", "into") || at.Skip("merge", "into"))
            return at.Table(out var table) && Do(() => data.Inserted(table));
        if (at.Skip("into")) // The one of INSERT OR IGNORE INTO, or of SELECT … INTO.
            return at.Table(out var table) && Do(() => data.Inserted(table));
        if (at.Skip("delete", "from"))
            return at.Table(out var table) && Do(() => data.Deleted(table));
        if (at.Is("update") && !at.IsAfter("for", "do", "on"))
            return TryNoteUpdate(at, data);
        if (at.Is("create") || at.Is("drop") || at.Is("alter"))
            return TryNoteStructure(at, data);
        return !at.Is("truncate") && !at.Is("execute") && !at.Is("call") && !at.Is("do", before: "$");
    }

    private static bool TryNoteStructure(Cursor at, ChangedData data)
    {
        if (!at.IsAfter() && !at.IsAfter(";"))
            return true; // ALTER TABLE … DROP COLUMN: what it belongs to is noted already.

        at.Next();
        while (at.Skip("temp") || at.Skip("temporary") || at.Skip("unlogged"))
        {
        }

        if (Harmless.Any(at.Is))
            return true;
        if (!at.Skip("table"))
            return false;

        _ = at.Skip("if", "not", "exists") || at.Skip("if", "exists");
        if (!at.Table(out var table))
            return false;
        data.Changed(table);
        for (; at.Text.Length > 0 && !at.IsAfter(";"); at.Next())
        {
            if (at.Skip("rename", "to") && at.Table(out var to))
                data.Changed(to);
            else if (at.Text == "," && at.Kind == "drop")
                return false;
        }

        return true;
    }

    private static bool TryNoteUpdate(Cursor at, ChangedData data)
    {
        at.Next();
        if (at.Skip("or"))
            at.Next();
        if (!at.Table(out var table))
            return false;
        while (!at.Is("set"))
        {
            if (!at.Next())
                return false;
        }

        data.Updated(table, at.SetColumns());
        return true;
    }

    private static bool Do(Action action)
    {
        action();
        return true;
    }

    /// <summary>A place in a statement.</summary>
    private sealed class Cursor(IReadOnlyList<SqlWord> words, int at)
    {
        private int _at = at;

        public string Kind { get; } = words[at].Text.ToLowerInvariant();

        public string Text => _at < words.Count ? words[_at].Text : "";

        public bool Is(string keyword) => _at < words.Count && words[_at].Is(keyword);

        public bool Is(string keyword, string before)
            => Is(keyword) && _at + 1 < words.Count && words[_at + 1].Text.StartsWith(before, StringComparison.Ordinal);

        /// <summary>Whether one of the words, or nothing, stands before it.</summary>
        public bool IsAfter(params ReadOnlySpan<string> before)
        {
            if (_at == 0)
                return before.Length == 0;
            foreach (var word in before)
            {
                if (string.Equals(words[_at - 1].Text, word, StringComparison.OrdinalIgnoreCase))
                    return true;
            }

            return false;
        }

        public bool Next() => ++_at < words.Count;

        public bool Skip(params ReadOnlySpan<string> keywords)
        {
            for (var i = 0; i < keywords.Length; i++)
            {
                if (_at + i >= words.Count || !words[_at + i].Is(keywords[i]))
                    return false;
            }

            _at += keywords.Length;
            return true;
        }

        /// <summary>The name of a table, without its schema.</summary>
        public bool Table(out string table)
        {
            _ = Skip("only");
            table = Text;
            if (_at >= words.Count || !words[_at].IsName)
                return false;
            _at++;
            while (Text == "." && _at + 1 < words.Count)
            {
                table = words[_at + 1].Text;
                _at += 2;
            }

            return true;
        }

        /// <summary>The columns after SET; null if they cannot be known.</summary>
        public List<string>? SetColumns()
        {
            var columns = new List<string>();
            while (true)
            {
                _at++; // SET, or the comma.
                if (Text == "(")
                {
                    for (_at++; Text != ")"; _at++)
                    {
                        if (_at >= words.Count)
                            return null;
                        if (Text != ",")
                            columns.Add(Text);
                    }
                }
                else if (_at < words.Count && words[_at].IsName)
                {
                    columns.Add(Text);
                }
                else
                {
                    return null;
                }

                _at++;
                if (Text != "=")
                    return null;
                if (!SkipValue())
                    return columns;
            }
        }

        /// <summary>Goes on to the comma behind a value; false where the list ends.</summary>
        private bool SkipValue()
        {
            for (var depth = 0; _at < words.Count; _at++)
            {
                depth += Text switch { "(" => 1, ")" => -1, _ => 0 };
                if (depth < 0 || (depth == 0 && (Text == ";" || Is("where") || Is("returning") || (Is("from") && !IsAfter("distinct")))))
                    return false;
                if (depth == 0 && Text == ",")
                    return true;
            }

            return false;
        }
    }
}
