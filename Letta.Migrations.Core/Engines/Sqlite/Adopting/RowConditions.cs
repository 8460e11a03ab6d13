using Letta.Migrations.Engines.Sqlite.Sql;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Engines.Sqlite.Adopting;

/// <summary>Finds the rows that break a constraint which a table is about to get; one that it had already is not looked at.</summary>
internal sealed class RowConditions(SqliteRevisionProcessor processor)
{
    private readonly List<(string What, string Query)> _offences = [];
    private bool _resolvable;

    /// <summary>Notes the rows of a table that break what the definition asks for and the table did not.</summary>
    /// <param name="actual">The table as it is.</param>
    /// <param name="wanted">The table as it shall be, a column that is filled while it is copied with its fill.</param>
    /// <param name="indexes">The unique indexes that it has not yet.</param>
    public void Check(TableDefinition actual, TableDefinition wanted, IEnumerable<SchemaObject> indexes)
    {
        foreach (var column in wanted.Columns.Where(
            c => c is { NotNull: not null, Fill: null } && actual.Column(c.Name) is { NotNull: null }))
            Look(actual, $"must not have NULL in \"{column.Name}\"", $"t.{SqlName.Quote(column.Name)} is null");

        var had = actual.Constraints.OfType<KeyConstraint>().ToList();
        foreach (var key in wanted.Constraints.OfType<KeyConstraint>().Where(k => !had.Exists(h => h.Covers([.. k.ColumnNames]))))
            LookForDuplicates(actual, [.. key.ColumnNames.Select(SqlName.Quote)], filter: null);
        foreach (var index in indexes.Select(IndexReader.Read).Where(i => i.Unique))
            LookForDuplicates(
                actual,
                [.. index.Terms.Select(t => actual.Column(t.Expression) is null ? t.Expression : SqlName.Quote(t.Expression))],
                index.Filter);

        LookForOrphans(actual, wanted.ForeignKeys);

        var checks = actual.Constraints.OfType<CheckConstraint>().Select(c => c.Condition).ToHashSet(StringComparer.Ordinal);
        foreach (var check in wanted.Constraints.OfType<CheckConstraint>().Where(c => !checks.Contains(c.Condition)))
            Look(actual, $"must meet the condition {check.Condition}", $"not ({check.Condition})");
    }

    /// <exception cref="NeedsHumanException">Rows were found; the message names them.</exception>
    public void Refuse()
    {
        if (_offences.Count == 0)
            return;

        throw new NeedsHumanException(
            string.Join(' ', _offences.Select(o => o.What)),
            string.Join('\n', _offences.Select(o => $"see them   {ControlCharacters.EscapeStatement(o.Query)}"))
                + $"\nthen       correct or delete them, and run the same command "
                + $"again{(_resolvable ? "; or run it again with --resolve-orphans" : "")}");
    }

    /// <summary>SQLite lets NULL be in a unique key as often as one likes.</summary>
    private void LookForDuplicates(TableDefinition table, IReadOnlyList<string> terms, string? filter)
    {
        var filled = string.Join(" and ", terms.Select(t => $"{t} is not null").Append(filter is null ? "1" : $"({filter})"));
        var list = string.Join(", ", terms);
        Look(
            table,
            $"must not share {list} with another",
            $"({list}) in (select {list} from {SqlName.Quote(table.Name)} where {filled} group by {list} having count(*) > 1)"
                + (filter is null ? "" : $" and ({filter})"));
    }

    /// <summary>
    /// By the foreign keys that a table is about to get, and by those that it has: SQLite does not enforce them where a client does not ask
    /// for it, and the first revision that changes the table would refuse the rows.
    /// </summary>
    public void LookForOrphans(TableDefinition table, IEnumerable<ForeignKeyConstraint> wanted)
    {
        var keys = wanted.ToList();
        foreach (var key in keys.Concat(table.ForeignKeys.Where(h => !keys.Exists(k => IsSame(h, k))))
            .Where(k => k.Columns.All(c => table.Column(c) is not null)))
            LookForOrphans(table, key);
    }

    private void LookForOrphans(TableDefinition table, ForeignKeyConstraint key)
    {
        if (processor.Snapshot().Table(key.Parent) is not { } parent)
            return;
        var own = key.Columns.Select(c => $"t.{SqlName.Quote(c)}").ToList();
        var parents = key.ParentColumns.Count > 0 ? key.ParentColumns : [.. parent.PrimaryKey?.ColumnNames ?? []];
        var equal = string.Join(" and ", parents.Zip(own, (p, o) => $"p.{SqlName.Quote(p)} = {o}"));
        if (parents.Count != own.Count || parents.Any(p => parent.Column(p) is null))
            return;

        var found = Look(
            table,
            $"must refer to an existing row of \"{key.Parent}\" by {string.Join(", ", key.Columns.Select(SqlName.Quote))}",
            $"{string.Join(" and ", own.Select(o => $"{o} is not null"))} and not exists (select 1 from {SqlName.Quote(key.Parent)} p "
                + $"where {equal})");
        _resolvable |= found && key.OnDelete is ("CASCADE" or "SET NULL");
    }

    private bool Look(TableDefinition table, string offence, string condition)
    {
        var key = table.PrimaryKey is { } primary
            ? string.Join(" || ' ' || ", primary.ColumnNames.Select(c => $"t.{SqlName.Quote(c)}"))
            : "t.rowid";
        var query = $"select {key} from {SqlName.Quote(table.Name)} t where {condition} order by 1";
        if (processor.Offenders(table.Name, offence, query) is not { } what)
            return false;
        _offences.Add((what, query));
        return true;
    }

    private static bool IsSame(ForeignKeyConstraint one, ForeignKeyConstraint other)
        => SqlName.Same(one.Parent, other.Parent) && one.Columns.SequenceEqual(other.Columns, StringComparer.OrdinalIgnoreCase);
}
