using Letta.Migrations.Authoring;
using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running.Conditions;

/// <summary>
/// What revisions that are not carried out yet may have changed, of all that a query of now can see. What is not certain counts as changed:
/// a condition is then asked when its revision begins, and never refuses rows that an earlier revision of the run corrects.
/// </summary>
/// <param name="hidden">What of the schema makes a statement read or write more than it names.</param>
/// <param name="declared">The backfill of a name; null where no revision declares it.</param>
internal sealed class ChangedData(HiddenDependencies hidden, Func<string, Backfill?> declared) : IDataChanges
{
    /// <summary>Whole rows become text or JSON in these, so that every column of a table counts as read.</summary>
    private static readonly string[] WholeRows = ["natural", "row_to_json", "to_json", "to_jsonb", "json_agg", "jsonb_agg", "hstore"];

    private readonly HashSet<string> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<string>> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<string>> _added = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _created = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<NewColumn>> _empty = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<KeyAction> _actions = [.. hidden.Actions];
    private bool _everything;

    /// <summary>Whether the answer to a query may be another one by then.</summary>
    public bool MayChange(string query)
        => _everything
            || query.Contains("U&\"", StringComparison.OrdinalIgnoreCase)
            || hidden.Opaque.Any(name => SqlWord.Mentions(query, name))
            || _tables.Any(t => SqlWord.Mentions(query, t) && (!_empty.ContainsKey(t) || IsQualified(query, t)))
            || _columns.Any(t => !_empty.ContainsKey(t.Key)
                && SqlWord.Mentions(query, t.Key)
                && (ReadsAll(query) || t.Value.Any(c => SqlWord.Mentions(query, c))));

    /// <summary>Whether a foreign key may find other rows by then.</summary>
    public bool MayChange(string child, IEnumerable<string> columns, string parent, IEnumerable<string> parentColumns)
        => _everything || IsChanged(child, columns) || IsChanged(parent, parentColumns);

    /// <summary>
    /// Whether revisions of the run make one of the columns, so that what it holds is their work, and none of the rows that there are.
    /// </summary>
    public bool Makes(string table, IEnumerable<string> columns)
        => _created.Contains(table) || (_added.TryGetValue(table, out var added) && columns.Any(added.Contains));

    /// <summary>
    /// The query over the tables as they are then: those that revisions create, and write no row into, are not there yet, but their rows
    /// are known.
    /// </summary>
    public string OverEmptyTables(string query)
    {
        var empty = _empty.Where(t => SqlWord.Mentions(query, t.Key)).ToList();
        if (empty.Count == 0)
            return query;

        var tables = empty.Select(t => $"{SqlIdentifier.Quote(t.Key)} "
            + $"({string.Join(", ", t.Value.Select(c => SqlIdentifier.Quote(c.Name)))}) as "
            + $"(select {string.Join(", ", t.Value.Select(c => $"cast(null as {c.Type})"))} where 1 = 0)");
        return $"with {string.Join(", ", tables)} select * from ({query}) asked";
    }

    public void Everything() => _everything = true;

    public void Statement(string sql) => SqlWrites.Note(sql, this);

    public void Backfilled(string backfill) => Backfilled(declared(backfill));

    public void Backfilled(Backfill? backfill)
    {
        switch (backfill)
        {
            case { OnlyWhenAsked: true }:
                break;
            case { Work: SetColumns set }:
                Updated(backfill.Table, [.. set.Columns]);
                break;
            case { Work: TransformRows rows }:
                Updated(backfill.Table, rows.Writes);
                break;
            case { Work: EncryptColumns encrypt }:
                Updated(backfill.Table, [.. encrypt.Values.Select(v => v.Into)]);
                break;
            case { Work: RunStatement statement }:
                Statement(statement.Sql);
                break;
            default:
                Everything();
                break;
        }
    }

    public void Created(string table, IEnumerable<NewColumn> columns)
    {
        _tables.Add(table);
        _created.Add(table);
        _empty[table] = [.. columns];
    }

    public void Changed(string table)
    {
        _tables.Add(table);
        _empty.Remove(table);
    }

    public void Renamed(string table, string to)
    {
        var columns = _empty.GetValueOrDefault(table);
        Changed(table);
        Changed(to);
        if (_created.Remove(table))
            _created.Add(to);
        if (columns is not null)
            _empty[to] = columns;
    }

    public void Added(string table, NewColumn column)
    {
        Changed(table, column.Name);
        GetOrAdd(_added, table).Add(column.Name);
        if (_empty.TryGetValue(table, out var columns))
            columns.Add(column);
    }

    public void Changed(string table, string column) => GetOrAdd(_columns, table).Add(column);

    public void Dropped(string table, string column)
    {
        Changed(table, column);
        if (_empty.TryGetValue(table, out var columns))
            columns.RemoveAll(c => string.Equals(c.Name, column, StringComparison.OrdinalIgnoreCase));
    }

    public void RenamedColumn(string table, string column, string to)
    {
        Changed(table, to);
        Changed(table, column);
        if (Makes(table, [column]))
            GetOrAdd(_added, table).Add(to);
        if (_empty.TryGetValue(table, out var columns))
            _empty[table] = [
                .. columns.Select(c => string.Equals(c.Name, column, StringComparison.OrdinalIgnoreCase) ? c with { Name = to } : c)
            ];
    }

    public void Inserted(string table)
    {
        _everything |= hidden.HasTriggers;
        Changed(table);
    }

    /// <summary>Rows have other values; all columns where it is not known which.</summary>
    public void Updated(string table, IReadOnlyList<string>? columns)
    {
        _everything |= hidden.HasTriggers;
        if (columns is null)
            _tables.Add(table);
        foreach (var column in columns ?? [])
            Changed(table, column);
        FollowActions(table, a => a.OnUpdate);
    }

    public void Deleted(string table)
    {
        _everything |= hidden.HasTriggers;
        _tables.Add(table);
        FollowActions(table, a => a.OnDelete);
    }

    public void Acts(KeyAction action)
    {
        if (hidden.KeysAct)
            _actions.Add(action);
    }

    private bool IsChanged(string table, IEnumerable<string> columns)
        => (_tables.Contains(table) && !_empty.ContainsKey(table))
            || (_columns.TryGetValue(table, out var changed) && columns.Any(changed.Contains));

    /// <summary>Whoever is deleted or changed with a row takes others along.</summary>
    private void FollowActions(string table, Func<KeyAction, bool> acts)
    {
        foreach (var child in _actions.Where(a => acts(a) && string.Equals(a.Parent, table, StringComparison.OrdinalIgnoreCase))
            .Select(a => a.Child)
            .ToList())
        {
            if (_tables.Add(child))
                FollowActions(child, _ => true);
        }
    }

    private static bool ReadsAll(string query)
        => query.Replace("count(*)", "", StringComparison.OrdinalIgnoreCase).Contains('*', StringComparison.Ordinal)
            || WholeRows.Any(word => SqlWord.Mentions(query, word));

    /// <summary>With its schema before it, a name means the table and nothing that stands in its place.</summary>
    private static bool IsQualified(string query, string table)
        => query.Contains($".{table}", StringComparison.OrdinalIgnoreCase)
            || query.Contains($".\"{table}", StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> GetOrAdd(Dictionary<string, HashSet<string>> all, string table)
        => all.TryGetValue(table, out var columns) ? columns : all[table] = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

}
