using System.Text;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Golden;

/// <summary>
/// A Postgres database as Letta's Alembic history leaves it after so many revisions: made from the golden catalog alone, without any
/// revision of ours, and with Alembic's own record.
/// </summary>
public static class GoldenDatabase
{
    public static async Task<TestDatabase> CreateAsync(PostgresEngine engine, int revisions)
    {
        var database = await engine.CreateAsync();
        await database.ExecuteAsync(Script(GoldenHistory.Revisions[revisions - 1]));
        return database;
    }

    /// <summary>The statements that make such a database.</summary>
    public static string Script(GoldenRevision revision)
    {
        var lines = revision.Catalog.Select(l => l.Split('|')).ToLookup(p => p[0], StringComparer.Ordinal);
        var sql = new StringBuilder("create extension if not exists vector;\n");
        foreach (var e in lines["enum"])
            sql.AppendLine($"create type {e[1]} as enum ({string.Join(", ", e[2].Split(',').Select(label => $"'{label}'"))});");
        foreach (var s in lines["sequence"])
            sql.AppendLine($"create sequence {s[1]} as {s[2]} {s[3]} increment {s[4]};");
        foreach (var table in lines["table"])
            sql.AppendLine($"create table {table[1]} ({string.Join(", ", lines["column"].Where(c => c[1] == table[1]).Select(Column))});");
        foreach (var s in lines["sequence"].Where(s => s[5] is not "owned by -"))
            sql.AppendLine($"alter sequence {s[1]} {s[5]};");
        foreach (var c in lines["constraint"].OrderBy(c => c[3].StartsWith("FOREIGN KEY", StringComparison.Ordinal)))
            sql.AppendLine($"alter table {c[1]} add constraint {c[2]} {c[3]};");
        foreach (var index in lines["index"])
            sql.AppendLine($"{index[3]};");
        return sql.AppendLine(
            $"""
            create table alembic_version (version_num varchar(32) not null, constraint alembic_version_pkc primary key (version_num));
            insert into alembic_version values ('{revision.ForeignId}');
            """).ToString();
    }

    private static string Column(string[] column)
        => $"\"{column[2]}\" {column[3]} {column[4]}{(column[5] is "-" ? "" : $" default {column[5]}")}";
}
