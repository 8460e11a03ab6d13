using System.Text;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Golden;

/// <summary>
/// A SQLite file as Letta's ORM makes it at head (<c>Base.metadata.create_all</c>), from the golden lines: Alembic had no part in it and
/// left no record.
/// </summary>
public static class SqliteOrmDatabase
{
    public static async Task<TestDatabase> CreateAsync(SqliteEngine engine)
    {
        var database = await engine.CreateAsync();
        await database.ExecuteAsync(Script());
        return database;
    }

    private const string Unique = " unique";

    private static string Script()
    {
        var lines = GoldenHead.Sqlite.Select(l => l.Split('|')).ToLookup(l => l[0], StringComparer.Ordinal);
        var sql = new StringBuilder();
        foreach (var name in lines["table"].Select(t => t[1]))
        {
            string[] parts =
            [
                .. Lines("column")
                    .Select(c => $"\"{c[2]}\" {c[3]}{(c[4] is "null" ? "" : " NOT NULL")}{(c[5] is "-" ? "" : $" DEFAULT {c[5]}")}"),
                .. Lines("primary key").Select(c => $"PRIMARY KEY ({c[2]})"),
                .. Lines("unique").Select(c => $"UNIQUE {c[2]}"),
                .. Lines("foreign key").Select(c => c[2].Split(" -> ")).Select(k => $"FOREIGN KEY {k[0]} REFERENCES {k[1]}"),
            ];
            sql.AppendLine($"CREATE TABLE \"{name}\" ({string.Join(", ", parts)});");

            IEnumerable<string[]> Lines(string kind) => lines[kind].Where(l => l[1] == name);
        }

        foreach (var index in lines["index"])
        {
            var (kind, columns) = (
                index[3].EndsWith(Unique, StringComparison.Ordinal) ? "UNIQUE INDEX" : "INDEX",
                index[3].Replace(Unique, "", StringComparison.Ordinal));
            sql.AppendLine($"CREATE {kind} \"{index[2]}\" ON \"{index[1]}\" {columns};");
        }

        return sql.ToString();
    }
}
