using System.Text.RegularExpressions;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

/// <summary>The schema of a SQLite file in the lines of <see cref="LogicalSchema"/>, as SQLite's own pragmas tell it.</summary>
internal static partial class SqliteSchemaReader
{
    public static async Task<IEnumerable<string>> ReadAsync(TestDatabase database)
    {
        var lines = new List<string>();
        foreach (var table in await database.RowsAsync("select name from sqlite_master where type = 'table' order by name"))
        {
            if (table is "alembic_version" || char.IsUpper(table[0]) || table.StartsWith("sqlite_", StringComparison.Ordinal)
                || table.StartsWith("letta_migration", StringComparison.Ordinal))
                continue;

            lines.Add($"table|{table}");
            lines.AddRange(await database.RowsAsync($"""
                select 'column', '{table}', name, upper(type), case when "notnull" then 'not null' else 'null' end,
                       case when dflt_value is null then '-' else upper(dflt_value) end
                from pragma_table_xinfo('{table}')
                """));
            lines.AddRange(await database.RowsAsync($"""
                select 'primary key', '{table}', '(' || group_concat(name, ', ') || ')'
                from (select name from pragma_table_xinfo('{table}') where pk > 0 order by pk) having count(*) > 0
                """));
            lines.AddRange(await ForeignKeysAsync(database, table));
            lines.AddRange(await database.RowsAsync($"""
                select 'unique', '{table}', '(' || (select group_concat(name, ', ') from (select name from pragma_index_info(l.name) order by seqno)) || ')'
                from pragma_index_list('{table}') l where origin = 'u'
                """));
            lines.AddRange(await database.RowsAsync($"""
                select 'index', '{table}', l.name, case when "unique" then 'UNIQUE ' else '' end
                       || '(' || (select group_concat(name || case when "desc" then ' DESC' else '' end, ', ')
                                  from (select * from pragma_index_xinfo(l.name) where "key" order by seqno)) || ')'
                from pragma_index_list('{table}') l where origin = 'c' and substr(l.name, -6) <> '_nulls'
                """));
            foreach (var side in await database.RowsAsync(
                $"select sql from sqlite_master where tbl_name = '{table}' and substr(name, -6) = '_nulls'"))
            {
                var columns = $"({string.Join(", ", IsNull().Matches(side[side.IndexOf(" WHERE ", StringComparison.Ordinal)..]).Select(m => m.Groups["column"].Value))})";
                Assert.True(lines.Remove($"unique|{table}|{columns}"), $"{side} stands at the side of no constraint.");
                lines.Add($"unique|{table}|NULLS NOT DISTINCT {columns}");
            }
        }

        return lines.Order(StringComparer.Ordinal);
    }

    [GeneratedRegex("""\"(?<column>\w+)\" IS NULL""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsNull();

    private static async Task<IEnumerable<string>> ForeignKeysAsync(TestDatabase database, string table)
    {
        var definition = await database.ScalarAsync<string>($"select sql from sqlite_master where name = '{table}'");
        var deferred = Deferred().Matches(definition!).ToDictionary(
            m => m.Groups["columns"].Value.Replace("\"", "", StringComparison.Ordinal),
            m => m.Groups["deferral"].Value,
            StringComparer.Ordinal);
        var keys = await database.RowsAsync($"""
            select '(' || group_concat("from", ', ') || ')', "table" || '(' || group_concat("to", ', ') || ')'
                   || case on_update when 'NO ACTION' then '' else ' ON UPDATE ' || on_update end
                   || case on_delete when 'NO ACTION' then '' else ' ON DELETE ' || on_delete end
            from (select * from pragma_foreign_key_list('{table}') order by id, seq) group by id
            """);
        return keys.Select(key => key.Split('|')).Select(key
            => $"foreign key|{table}|{key[0]} REFERENCES {key[1]}{(deferred.TryGetValue(key[0], out var when) ? $" {when}" : "")}");
    }

    [GeneratedRegex(
        @"FOREIGN KEY\s*(?<columns>\([^)]*\))\s*REFERENCES\s+\S+\s*\([^)]*\)[^,()]*(?<deferral>DEFERRABLE( INITIALLY DEFERRED)?)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Deferred();
}
