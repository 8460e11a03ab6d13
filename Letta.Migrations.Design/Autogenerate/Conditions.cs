using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>
/// What rows must meet before a revision changes anything, so that it is refused rather than stopped half way; what they lose; and what the
/// way back cannot restore.
/// </summary>
internal static class Conditions
{
    /// <summary>Conditions are asked of the tables under the names they have before.</summary>
    public static IEnumerable<Operation> Up(DatabaseSchema from, DatabaseSchema to, Renames renames) =>
    [
        .. Both(from, to, renames),
        .. Changed(from, to).SelectMany(p => Gone(p.From, p.To).Where(c => !renames.Touches(p.From.Name, [c.Name]))
            .Select(c => RowOperations.Loses(p.From, $"what they have in \"{c.Name}\"", $"\"{c.Name}\" is not null"))),
        .. from.Tables.Where(t => to.Table(t.Name) is null).Select(t => RowOperations.Loses(t, "themselves", "")),
    ];

    public static IEnumerable<Operation> Down(DatabaseSchema from, DatabaseSchema to) =>
    [
        .. Changed(from, to).SelectMany(p => Gone(p.From, p.To).Select(c => RowOperations.Irreversible($"what rows had in \"{c.Name}\" of \"{p.From.Name}\": it was dropped"))),
        .. from.Tables.Where(t => to.Table(t.Name) is null).Select(t => RowOperations.Irreversible($"the rows of \"{t.Name}\": they were dropped")),
        .. Changed(from, to).SelectMany(p => Gone(p.To, p.From).Select(c => RowOperations.Irreversible($"what rows have in \"{c.Name}\" of \"{p.From.Name}\": nothing held it before"))),
        .. to.Tables.Where(t => from.Table(t.Name) is null).Select(t => RowOperations.Irreversible($"the rows of \"{t.Name}\": nothing held them before")),
        .. Both(to, from, Renames.None),
    ];

    private static IEnumerable<Operation> Both(DatabaseSchema from, DatabaseSchema to, Renames renames) =>
    [
        .. Changed(from, to).SelectMany(p => Columns(p.From, p.To, renames)),
        .. Changed(from, to).SelectMany(p => Keys(p.From, p.To, renames)),
        .. to.Enums.SelectMany(e => Labels(from, e)),
    ];

    private static IEnumerable<Operation> Columns(Table from, Table to, Renames renames)
    {
        foreach (var column in to.Columns)
        {
            if (from.Column(column.Name) is not { } before || ReferenceEquals(before, column) || renames.Touches(to.Name, [column.Name]))
                continue;
            if (before.Nullable && !column.Nullable)
                yield return RowOperations.RefuseNull(from, column.Name);
            // The cast of a revision is explicit, and an explicit cast to a shorter type cuts without a word.
            if (Values.Length(column.Type) is { } most && Values.IsText(before.Type) && (Values.Length(before.Type) ?? int.MaxValue) > most)
            {
                yield return RowOperations.Refuse(
                    from, $"must not have more than {most} characters in \"{column.Name}\"", $"length(\"{column.Name}\") > {most}", "shorten them");
            }
        }
    }

    private static IEnumerable<Operation> Keys(Table from, Table to, Renames renames)
    {
        if (from.Column("id") is null)
            yield break;

        foreach (var constraint in to.Constraints.Where(c => !from.Constraints.Contains(c, ReferenceEqualityComparer.Instance)))
        {
            var columns = PaperConstraints.Columns(constraint);
            if (columns.Any(c => from.Column(c) is null) || renames.Touches(to.Name, columns))
                continue;
            if (constraint is UniqueConstraint { NullsNotDistinct: false })
                yield return RowOperations.RefuseDuplicates(from.Name, columns);
            else if (constraint is ForeignKey { Columns: [var column], ParentColumns: ["id"] } key && key.Parent != to.Name && !renames.Touches(key.Parent, ["id"]))
                yield return RowOperations.RefuseOrphans(from.Name, column, key.Parent);
        }

        foreach (var index in to.Indexes.Where(i => i is { Unique: true, Filter: null, NullsNotDistinct: false } && !from.Indexes.Contains(i, ReferenceEqualityComparer.Instance)))
        {
            List<string> columns = [.. index.Terms.Select(t => t.Expression)];
            if (index.Terms.All(t => !t.IsExpression && from.Column(t.Expression) is not null) && !renames.Touches(to.Name, columns))
                yield return RowOperations.RefuseDuplicates(from.Name, columns);
        }
    }

    private static IEnumerable<Operation> Labels(DatabaseSchema from, EnumType type)
    {
        var gone = from.Enums.FirstOrDefault(e => e.Name == type.Name)?.Labels.Except(type.Labels, StringComparer.Ordinal).ToList() ?? [];
        if (gone.Count == 0)
            yield break;

        var labels = string.Join(", ", gone.Select(SqlLiteral.Of));
        foreach (var table in from.Tables)
        {
            foreach (var column in table.Columns.Where(c => c.Type.Trim('"') == type.Name))
            {
                yield return RowOperations.Refuse(
                    table, $"must not have {string.Join(" or ", gone)} in \"{column.Name}\"", $"\"{column.Name}\" in ({labels})", "give them another value");
            }
        }
    }

    private static IEnumerable<(Table From, Table To)> Changed(DatabaseSchema from, DatabaseSchema to)
        => from.Tables.Select(t => (From: t, To: to.Table(t.Name)!)).Where(p => p.To is not null && !ReferenceEquals(p.From, p.To));

    private static IEnumerable<Column> Gone(Table from, Table to) => from.Columns.Where(c => c.Computed is null && to.Column(c.Name) is null);
}
