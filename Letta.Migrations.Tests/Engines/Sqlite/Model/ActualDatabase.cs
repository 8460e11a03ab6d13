namespace Letta.Migrations.Tests.Engines.Sqlite.Model;

/// <summary>A database in the words of <see cref="ModelDatabase"/>, read by SQLite's pragmas.</summary>
internal static class ActualDatabase
{
    public static string Schema(RevisionRun run)
    {
        var lines = new List<string>();
        foreach (var table in Tables(run))
        {
            var sql = run.Definition(table);
            lines.Add($"table|{table}|{run.Rows($"select wr from pragma_table_list('{table}')")}");
            lines.AddRange(Lines(run, $"""
                select 'column', '{table}', cid, name, type, "notnull", dflt_value, pk, hidden from pragma_table_xinfo('{table}')
                """).Select(l => $"{l}|{Collation(sql, l.Split('|')[3])}"));
            lines.AddRange(Lines(run, $"""
                select 'foreign key', '{table}', group_concat("from", ','), "table", group_concat("to", ','), on_delete
                from (select * from pragma_foreign_key_list('{table}') order by id, seq) group by id
                """));
            lines.AddRange(Lines(run, $"""
                select iif(l.origin = 'c', 'index', 'unique'), '{table}', iif(l.origin = 'c', l.name || '|' || l."unique" || '|' || l.partial || '|', '')
                    || (select group_concat(coalesce(name, 'expression') || iif(desc, ' desc', ''), ',') from (select * from pragma_index_xinfo(l.name) where key order by seqno))
                from pragma_index_list('{table}') l where l.origin <> 'pk'
                """));
            lines.AddRange(
                Lines(run, $"select 'trigger', tbl_name, name from sqlite_schema where type = 'trigger' and tbl_name = '{table}'"));
            lines.AddRange(After(sql, "constraint ").Select(n => $"constraint|{table}|{n}"));
            lines.Add($"checks|{table}|{After(sql, "check (").Count()}");
        }

        if (run.Rows("select count(*) from sqlite_schema where name = 'sqlite_sequence'") == "1")
            lines.AddRange(Lines(run, "select 'sequence', name, seq from sqlite_sequence"));
        return ModelDatabase.Sorted(lines);
    }

    public static string Rows(RevisionRun run) => ModelDatabase.Sorted(Tables(run).SelectMany(table =>
    {
        var rowid = run.Rows($"select wr from pragma_table_list('{table}')") == "1" ? "''" : "rowid";
        var values = Lines(run, $"select 'quote(' || name || ')' from pragma_table_xinfo('{table}')");
        return Lines(run, $"select '{table}', {rowid}, {string.Join(", ", values)} from {table}");
    }));

    private static string[] Tables(RevisionRun run)
        => Lines(run, "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'");

    private static string[] Lines(RevisionRun run, string sql) => run.Rows(sql).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>No pragma tells it: whether the column's definition, which ends at a comma, says NOCASE.</summary>
    private static string Collation(string sql, string column)
    {
        var plain = sql.Replace("\"", "", StringComparison.Ordinal);
        var start = plain.IndexOf($"{column} ", StringComparison.Ordinal);
        var end = plain.IndexOfAny([',', '\n'], start);
        return plain[start..(end < 0 ? plain.Length : end)].Contains("NOCASE", StringComparison.Ordinal) ? "NOCASE" : "BINARY";
    }

    private static IEnumerable<string> After(string sql, string word)
    {
        for (var at = 0; (at = sql.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            at += word.Length;
            yield return new string([.. sql[at..].TrimStart('"').TakeWhile(c => char.IsAsciiLetterOrDigit(c))]);
        }
    }
}
