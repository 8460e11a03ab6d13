using FluentMigrator.Builders.Create.Index;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;
using Letta.Migrations.Schema;
using Index = Letta.Migrations.Schema.Index;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>Indexes as operations.</summary>
internal static class IndexOperations
{
    /// <param name="table">The table.</param>
    /// <param name="index">The index.</param>
    /// <param name="concurrently">Whether the table may be in use: how many rows it has here says nothing about it elsewhere.</param>
    public static Operation Create(string table, Index index, bool concurrently)
    {
        var options = Options(index, concurrently);
        var split = index.Terms.Count > 1 || options.Length > 0;
        return new Operation(
            w => Say(w.Create.Index(index.Name).OnTable(table), index, concurrently),
            $"Create.Index({CSharp.Text(index.Name)}).OnTable({CSharp.Text(table)})"
                + string.Concat(index.Terms.Select(t => (split ? "\n    " : "") + Code(t)))
                + (options.Length == 0 ? "" : $"\n    .WithOptions(){options}") + ";")
        {
            Long = concurrently,
        };
    }

    public static Operation Drop(string table, string index)
        => new(w => w.Delete.Index(index).OnTable(table), $"Delete.Index({CSharp.Text(index)}).OnTable({CSharp.Text(table)});");

    private static string Code(IndexTerm term)
        => $".{(term.IsExpression ? "OnExpression" : "OnColumn")}({CSharp.Text(term.Expression)}).{(term.Descending ? "Descending" : "Ascending")}()"
            + (term.OperatorClass is null ? "" : $".OperatorClass({CSharp.Text(term.OperatorClass)})")
            + (term.NullsFirst switch { null => "", true => ".NullsFirst()", false => ".NullsLast()" });

    private static string Options(Index index, bool concurrently)
        => (index.NullsNotDistinct ? ".NullsNotDistinct()" : "")
            + (index.Method is null && index.Options.Count == 0
                ? ""
                : $".Using({CSharp.Texts([index.Method ?? "btree", .. index.Options])})")
            + string.Concat(index.Included.Select(c => $".Include({CSharp.Text(c)})"))
            + (index.Filter is null ? "" : $".Filter({CSharp.Text(index.Filter)})")
            + (concurrently ? ".AsConcurrently()" : "")
            + (index.Unique ? ".Unique()" : ""); // The one word that no other option can follow.

    private static void Say(ICreateIndexOnColumnSyntax said, Index index, bool concurrently)
    {
        foreach (var term in index.Terms)
        {
            var column = term.IsExpression ? said.OnExpression(term.Expression) : said.OnColumn(term.Expression);
            var more = term.Descending ? column.Descending() : column.Ascending();
            if (term.OperatorClass is not null)
                more.OperatorClass(term.OperatorClass);
            _ = term.NullsFirst switch { null => more, true => more.NullsFirst(), false => more.NullsLast() };
            said = more;
        }

        if (index.Unique)
            said.WithOptions().Unique();
        if (index.NullsNotDistinct)
            said.WithOptions().NullsNotDistinct();
        if (index.Method is not null || index.Options.Count > 0)
            said.WithOptions().Using(index.Method ?? "btree", [.. index.Options]);
        foreach (var included in index.Included)
            said.WithOptions().Include(included);
        if (index.Filter is not null)
            said.WithOptions().Filter(index.Filter);
        if (concurrently)
            said.WithOptions().AsConcurrently();
    }
}
