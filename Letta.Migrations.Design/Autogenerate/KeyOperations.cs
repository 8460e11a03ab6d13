using Letta.Migrations.Authoring;
using Letta.Migrations.Schema;
using Rule = System.Data.Rule;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>Keys and checks as operations.</summary>
internal static class KeyOperations
{
    public static Operation Create(string table, Constraint constraint) => constraint switch
    {
        PrimaryKey key => new(
            w => w.Create.PrimaryKey(key.Name).OnTable(table).Columns([.. key.Columns]),
            $"Create.PrimaryKey({CSharp.Text(key.Name)}).OnTable({CSharp.Text(table)}).Columns({CSharp.Texts(key.Columns)});"),
        UniqueConstraint key => Unique(table, key),
        Check check => new(
            w => w.CreateCheck(check.Name, table, Inner(check.Condition)),
            $"CreateCheck({CSharp.Texts([check.Name, table, Inner(check.Condition)])});")
        { Long = true },
        ForeignKey key => Foreign(table, key),
        _
            => throw new NotSupportedException(
                $"A revision has no words for the constraint \"{constraint.Name}\" of \"{table}\": {constraint.Text}."),
    };

    public static Operation Drop(string table, Constraint constraint) => constraint switch
    {
        PrimaryKey => new(
            w => w.Delete.PrimaryKey(constraint.Name).FromTable(table),
            $"Delete.PrimaryKey({CSharp.Text(constraint.Name)}).FromTable({CSharp.Text(table)});"),
        UniqueConstraint => new(
            w => w.Delete.UniqueConstraint(constraint.Name).FromTable(table),
            $"Delete.UniqueConstraint({CSharp.Text(constraint.Name)}).FromTable({CSharp.Text(table)});"),
        Check => new(w => w.DropCheck(constraint.Name, table), $"DropCheck({CSharp.Texts([constraint.Name, table])});"),
        ForeignKey => new(
            w => w.Delete.ForeignKey(constraint.Name).OnTable(table),
            $"Delete.ForeignKey({CSharp.Text(constraint.Name)}).OnTable({CSharp.Text(table)});"),
        _
            => throw new NotSupportedException(
                $"A revision has no words for the constraint \"{constraint.Name}\" of \"{table}\": {constraint.Text}."),
    };

    private static Operation Unique(string table, UniqueConstraint key)
        => new(
            w =>
            {
                var said = w.Create.UniqueConstraint(key.Name).OnTable(table).Columns([.. key.Columns]);
                if (key.NullsNotDistinct)
                    said.NullsNotDistinct();
            },
            $"Create.UniqueConstraint({CSharp.Text(key.Name)}).OnTable({CSharp.Text(table)}).Columns({CSharp.Texts(key.Columns)})"
                + $"{(key.NullsNotDistinct ? ".NullsNotDistinct()" : "")};");

    private static Operation Foreign(string table, ForeignKey key)
    {
        var simple = key is { Columns: [_], ParentColumns: ["id"] };
        var code = simple
            ? $"ForeignKey({CSharp.Texts([key.Name, table, key.Columns[0], key.Parent])})"
            : $"Create.ForeignKey({CSharp.Text(key.Name)})"
                + $"\n    .FromTable({CSharp.Text(table)}).ForeignColumns({CSharp.Texts(key.Columns)})"
                + $"\n    .ToTable({CSharp.Text(key.Parent)}).PrimaryColumns({CSharp.Texts(key.ParentColumns)})";
        return new Operation(
            w =>
            {
                var said = w.Create.ForeignKey(key.Name).FromTable(table).ForeignColumns([.. key.Columns]).ToTable(key.Parent)
                    .PrimaryColumns([.. key.ParentColumns]);
                _ = key.OnUpdate is "restrict"
                    ? said.OnUpdateRestrict()
                    : key.OnUpdate is { } update ? said.OnUpdate(ToRule(update)) : said;
                _ = key.OnDelete is "restrict"
                    ? said.OnDeleteRestrict()
                    : key.OnDelete is { } delete ? said.OnDelete(ToRule(delete)) : said;
                _ = key.Deferral switch { null => said, "deferrable" => said.Deferrable(), _ => said.InitiallyDeferred() };
            },
            code + Action("OnUpdate", key.OnUpdate) + Action("OnDelete", key.OnDelete)
                + key.Deferral switch { null => "", "deferrable" => ".Deferrable()", _ => ".InitiallyDeferred()" } + ";")
        {
            Long = true,
        };
    }

    private static string Action(string word, string? action)
        => action switch { null => "", "restrict" => $".{word}Restrict()", _ => $".{word}(Rule.{ToRule(action)})" };

    private static Rule ToRule(string action) => action switch
    {
        "cascade" => Rule.Cascade,
        "set null" => Rule.SetNull,
        "set default" => Rule.SetDefault,
        _ => Rule.None,
    };

    /// <summary>The catalog puts a condition in parentheses, once or twice, and so does the word that creates it.</summary>
    private static string Inner(string condition)
    {
        if (condition is not ['(', .., ')'])
            return condition;

        var depth = 0;
        for (var i = 0; i < condition.Length - 1; i++)
        {
            depth += condition[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
                return condition; // The first parenthesis is closed before the end.
        }

        return Inner(condition[1..^1]);
    }
}
