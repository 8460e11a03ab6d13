using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>
/// What rows must meet before a revision changes anything, so that it is refused rather than stopped half way; what they lose; and what the
/// downgrade cannot restore. Everything is asked of the tables by the names they have before.
/// </summary>
internal sealed class Conditions
{
    private readonly DatabaseSchema _from;
    private readonly DatabaseSchema _to;
    private readonly FormerNames _former;
    private readonly NewValues _values;

    private Conditions(DatabaseSchema from, DatabaseSchema to, Renames renames, bool back)
        => (_from, _to, _former, _values) = (from, to, new FormerNames(renames), new NewValues(from, to, back));

    public static IEnumerable<Operation> Up(DatabaseSchema from, DatabaseSchema to, Renames renames)
    {
        var former = new FormerNames(renames);
        return
        [
            .. new Conditions(from, to, renames, back: false).All(),
            .. Changed(from, to).SelectMany(p => Gone(p.From, p.To)
                .Select(
                    c => RowOperations.Loses(former.Restore(p.From), $"the non-null values of \"{c.Name}\"", $"\"{c.Name}\" is not null"))),
            .. from.Tables.Where(t => to.Table(t.Name) is null).Select(t => RowOperations.Loses(t, "every row", "")),
        ];
    }

    public static IEnumerable<Operation> Down(DatabaseSchema from, DatabaseSchema to) =>
    [
        .. Changed(from, to)
            .SelectMany(p => Gone(p.From, p.To)
                .Select(c => RowOperations.Irreversible($"what rows had in \"{c.Name}\" of \"{p.From.Name}\": it was dropped"))),
        .. from.Tables.Where(t => to.Table(t.Name) is null)
            .Select(t => RowOperations.Irreversible($"the rows of \"{t.Name}\": they were dropped")),
        .. Changed(from, to)
            .SelectMany(p => Gone(p.To, p.From)
                .Select(c => RowOperations.Irreversible($"what rows have in \"{c.Name}\" of \"{p.From.Name}\": nothing held it before"))),
        .. to.Tables.Where(t => from.Table(t.Name) is null)
            .Select(t => RowOperations.Irreversible($"the rows of \"{t.Name}\": nothing held them before")),
        .. new Conditions(to, from, Renames.None, back: true).All(),
    ];

    private IEnumerable<Operation> All() =>
    [
        .. Changed(_from, _to).SelectMany(p => Columns(p.From, p.To)),
        .. Changed(_from, _to).SelectMany(p => Keys(p.From, p.To)),
        .. _to.Enums.SelectMany(Labels),
    ];

    private IEnumerable<Operation> Columns(Table from, Table to)
    {
        var asked = _former.Restore(from);
        foreach (var column in to.Columns)
        {
            if (from.Column(column.Name) is not { } before)
            {
                if (_values.IsMissing(to, column))
                    yield return RowOperations.Refuse(
                        asked, $"have no value for the new \"{column.Name}\"", "", "give them one, in the revision or before it");
                continue;
            }

            var name = _former.Column(to.Name, column.Name);
            if (ReferenceEquals(before, column))
                continue;
            if (before.Nullable && !column.Nullable)
                yield return RowOperations.RefuseNull(asked, name);
            // The cast of a revision is explicit, and an explicit cast to a shorter type cuts without a word.
            if (Values.Length(column.Type) is { } most && Values.IsText(before.Type) && (Values.Length(before.Type) ?? int.MaxValue) > most)
                yield return RowOperations.Refuse(
                    asked, $"must not have more than {most} characters in \"{name}\"", $"length(\"{name}\") > {most}", "shorten them");
        }
    }

    private IEnumerable<Operation> Keys(Table from, Table to)
    {
        var asked = _former.Restore(from);
        foreach (var constraint in to.Constraints.Where(c => !from.Constraints.Contains(c, ReferenceEqualityComparer.Instance)))
        {
            var condition = (constraint, _former.Restore(to.Name, constraint)) switch
            {
                (PrimaryKey key, _) => Twins(from, to, [.. key.Columns.Select(c => new IndexTerm(c))], filter: null, nullsAreEqual: false),
                (UniqueConstraint key, _)
                    => Twins(from, to, [.. key.Columns.Select(c => new IndexTerm(c))], filter: null, key.NullsNotDistinct),
                (ForeignKey key, ForeignKey former) => Orphans(from, asked, key, former),
                (Check check, Check former) when !NewValues.AreMentioned(from, to, check.Condition)
                    => RowOperations.Refuse(asked, $"must meet \"{check.Name}\"", $"not {former.Condition}", "change them, or delete them"),
                _ => null,
            };
            if (condition is not null)
                yield return condition;
        }

        foreach (var index in to.Indexes.Where(i => i.Unique && !from.Indexes.Contains(i, ReferenceEqualityComparer.Instance)))
        {
            if (Twins(from, to, index.Terms, index.Filter, index.NullsNotDistinct) is { } condition)
                yield return condition;
        }
    }

    /// <summary>
    /// Rows that would have the same key; those of a column that is new all have the same in it, if anything is known of it.
    /// </summary>
    private Operation? Twins(Table from, Table to, IReadOnlyList<IndexTerm> terms, string? filter, bool nullsAreEqual)
    {
        var added = terms.Where(t => !t.IsExpression && from.Column(t.Expression) is null).Select(t => to.Column(t.Expression)!).ToList();
        if (added.Exists(c => _values.AreUnknown(to, c) || (_values.AreNull(to, c) && !nullsAreEqual))
            || terms.Any(t => t.IsExpression && NewValues.AreMentioned(from, to, t.Expression))
            || (filter is not null && NewValues.AreMentioned(from, to, filter)))
            return null;

        var asked = _former.Restore(from);
        var left = terms.Where(t => added.TrueForAll(c => t.IsExpression || c.Name != t.Expression)).ToList();
        if (filter is null
            && !nullsAreEqual
            && left.Count == terms.Count
            && left.TrueForAll(t => !t.IsExpression)
            && from.Column("id") is not null)
            return RowOperations.RefuseDuplicates(asked.Name, left.Select(t => _former.Column(to.Name, t.Expression)));
        return RowOperations.RefuseTwins(
            asked,
            [.. left.Select(t => t.IsExpression ? _former.Sql(to.Name, t.Expression) : $"\"{_former.Column(to.Name, t.Expression)}\"")],
            filter is null ? null : _former.Sql(to.Name, filter),
            nullsAreEqual);
    }

    private Operation? Orphans(Table from, Table asked, ForeignKey key, ForeignKey former)
    {
        if (key.Columns.Any(c => from.Column(c) is null))
            return null; // What is new refers to nothing yet.
        var parent = _from.Table(key.Parent);
        if (parent is null || key.ParentColumns.Any(c => parent.Column(c) is null))
            return RowOperations.RefuseOrphans(asked, former.Columns, former.Parent, []);
        return former is { Columns: [var column], ParentColumns: ["id"] } && from.Column("id") is not null
            ? RowOperations.RefuseOrphans(asked.Name, column, former.Parent)
            : RowOperations.RefuseOrphans(asked, former.Columns, former.Parent, former.ParentColumns);
    }

    private IEnumerable<Operation> Labels(EnumType type)
    {
        var gone = _from.Enums.FirstOrDefault(e => e.Name == type.Name)?.Labels.Except(type.Labels, StringComparer.Ordinal).ToList() ?? [];
        if (gone.Count == 0)
            yield break;

        var labels = string.Join(", ", gone.Select(SqlLiteral.Quote));
        foreach (var table in _from.Tables.Where(t => _to.Table(t.Name) is not null))
        {
            foreach (var column in table.Columns.Where(
                c => c.Type.Trim('"') == type.Name && _to.Table(table.Name)!.Column(c.Name) is not null))
            {
                var name = _former.Column(table.Name, column.Name);
                yield return RowOperations.Refuse(
                    _former.Restore(table),
                    $"must not have {string.Join(" or ", gone)} in \"{name}\"",
                    $"\"{name}\" in ({labels})",
                    "give them another value");
            }
        }
    }

    private static IEnumerable<(Table From, Table To)> Changed(DatabaseSchema from, DatabaseSchema to)
        => from.Tables.Select(t => (From: t, To: to.Table(t.Name)!)).Where(p => p.To is not null && !ReferenceEquals(p.From, p.To));

    private static IEnumerable<Column> Gone(Table from, Table to)
        => from.Columns.Where(c => c.Computed is null && to.Column(c.Name) is null);
}
