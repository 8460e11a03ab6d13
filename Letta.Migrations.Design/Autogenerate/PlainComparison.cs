using Letta.Migrations.Running;
using Letta.Migrations.Schema;
using Index = Letta.Migrations.Schema.Index;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>
/// What can be compared without making the model anywhere: for a role that may not create anything. Expressions are left out, for the
/// database spells them in its own way: defaults, conditions of checks and of indexes, what is computed.
/// </summary>
internal static class PlainComparison
{
    public static ModelCheck Check(DatabaseSchema model, DatabaseSchema actual, IReadOnlyList<string> excluded, string command)
    {
        var without = new Exclusions(excluded);
        without.RequireKnown(command, model, actual);
        var known = model.Tables.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var differences = SchemaComparison.Compare(
            Plain(model, without), Plain(actual with { Tables = [.. actual.Tables.Where(t => known.Contains(t.Name))] }, without));
        return new ModelCheck(
            [.. differences.Where(d => d.Table is null || !without.Contains(d.Table, d.Name))],
            [.. actual.Tables.Where(t => !known.Contains(t.Name)).Select(t => $"table \"{t.Name}\"")]);
    }

    private static DatabaseSchema Plain(DatabaseSchema schema, Exclusions without)
        => new(
            [.. schema.Tables.Where(t => !without.Contains(t.Name)).Select(Plain)],
            [.. schema.Enums.Where(e => !without.Contains(e.Name))],
            [.. schema.Sequences.Where(s => !without.Contains(s.Name))]);

    private static Table Plain(Table table) => table with
    {
        Columns = [.. table.Columns.Select(c => c with { Type = c.Type.Trim('"'), Default = null, Computed = null, Stored = true })],
        Constraints = [
            .. table.Constraints.Select(
                c => c switch { Check check => check with { Condition = "" }, PrimaryKey key => key with { Name = "" }, _ => c })
        ],
        Indexes = [.. table.Indexes.Select(Plain)],
        Triggers = [],
    };

    private static Index Plain(Index index) => index with
    {
        Terms = [.. index.Terms.Select(t => t.IsExpression ? t with { Expression = "expression" } : t)],
        Filter = index.Filter is null ? null : "filtered",
    };
}
