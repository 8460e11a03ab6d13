using Letta.Migrations.Design.Autogenerate;

namespace Letta.Migrations.Design.Baselines;

/// <summary>Statements of one engine as operations: nobody knows what they are on the other.</summary>
internal static class BaselineSql
{
    private const string Quotes = "\"\"\"";

    public static Operation Statement(string sql, bool postgres)
        => new(w => w.Sql(sql), $"{If(postgres)}    Sql({Literal(sql)});");

    public static Operation View(string name, string query, bool postgres)
        => new(w => w.CreateView(name, query), $"{If(postgres)}    CreateView({CSharp.Text(name)}, {Literal(query)});");

    public static Operation DropView(string name, bool postgres)
        => new(w => w.DropView(name), $"{If(postgres)}    DropView({CSharp.Text(name)});");

    private static string If(bool postgres) => postgres ? "if (OnPostgres)\n" : "if (!OnPostgres)\n";

    /// <summary>A raw string literal of several lines where the text has some, and can stand in one.</summary>
    private static string Literal(string sql)
    {
        var lines = sql.ReplaceLineEndings("\n").Split('\n');
        return lines.Length == 1 || sql.Contains(Quotes, StringComparison.Ordinal) || sql.Any(c => char.IsControl(c) && c is not '\n')
            ? CSharp.Text(sql)
            : $"{Quotes}\n{string.Concat(lines.Select(l => l.Length == 0 ? "\n" : $"        {l}\n"))}        {Quotes}";
    }
}
