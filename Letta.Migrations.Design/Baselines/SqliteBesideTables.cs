using Letta.Migrations.Engines;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Baselines;

/// <summary>What a SQLite file has beside its tables.</summary>
internal static class SqliteBesideTables
{
    private const string Lists = "select name, type, wr, strict from pragma_table_list where schema = 'main' order by name";

    public static BesideTables Read(RevisionProcessor processor, DatabaseSchema schema)
    {
        var tables = processor.Rows(
            Lists, r => (Name: r.GetString(0), Type: r.GetString(1), WithoutRowid: r.GetInt64(2) != 0, Strict: r.GetInt64(3) != 0));
        var kinds = tables.ToLookup(t => t.Type, StringComparer.Ordinal);
        List<string> own = [.. schema.Tables.Select(t => t.Name)];
        List<string> others = [.. kinds["virtual"].Concat(kinds["shadow"]).Select(t => t.Name)];
        var named = schema.Views.ToLookup(v => v.Definition.StartsWith("as ", StringComparison.Ordinal));
        var (views, unordered) = ViewOrder.Sort([.. named[true].Select(v => v with { Definition = v.Definition["as ".Length..] })]);
        return new BesideTables(
            [],
            [
                .. views.Select(v => BaselineSql.View(v.Name, v.Definition, postgres: false)),
                .. schema.Tables.SelectMany(t => t.Triggers).Select(t => BaselineSql.Statement(t.Text, postgres: false)),
            ],
            [.. views.Reverse().Select(v => BaselineSql.DropView(v.Name, postgres: false))],
            [],
            [
                .. kinds["virtual"].Select(t => $"virtual table \"{t.Name}\""),
                .. schema.Tables.SelectMany(
                    t => t.Constraints.OfType<OtherConstraint>(), (t, c) => $"constraint \"{c.Name}\" of \"{t.Name}\""),
                .. kinds["table"].Where(t => t.WithoutRowid && own.Contains(t.Name)).Select(t => $"WITHOUT ROWID of table \"{t.Name}\""),
                .. kinds["table"].Where(t => t.Strict && own.Contains(t.Name)).Select(t => $"STRICT of table \"{t.Name}\""),
                .. named[false].Concat(unordered).Select(v => $"view \"{v.Name}\""),
            ])
        {
            OtherTables = others,
        };
    }
}
