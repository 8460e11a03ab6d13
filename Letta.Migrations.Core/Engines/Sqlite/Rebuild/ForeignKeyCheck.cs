using System.Data.Common;
using Letta.Migrations.Engines.Sqlite.Sql;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Engines.Sqlite.Rebuild;

/// <summary>Checks at the end of a revision what SQLite did not enforce while it ran.</summary>
/// <param name="schema">The schema as the revision left it.</param>
/// <param name="command">Makes a command on the revision's connection.</param>
internal sealed class ForeignKeyCheck(SchemaSnapshot schema, Func<string, DbCommand> command)
{
    private const int RowidsShown = 5;

    /// <exception cref="StatementFailedException">A foreign key refers to something that is no key.</exception>
    /// <exception cref="NeedsHumanException">Rows refer to rows that do not exist.</exception>
    public void Run(ForeignKeyWatch watch)
    {
        var offences = new List<(string What, string Query)>();
        foreach (var child in schema.Family(watch.Written, watch.Altered.Concat(watch.Reduced)).Where(t => t.ForeignKeys.Any()))
        {
            foreach (var key in child.ForeignKeys.Where(f => watch.Altered.Contains(child.Name) || watch.Altered.Contains(f.Parent)))
                RequireKey(child, key);
            if (child.ForeignKeys.Any(f => Concerns(f.Parent)))
                offences.AddRange(Offences(child, Concerns));

            bool Concerns(string parent) => watch.Written.Contains(child.Name) || watch.Reduced.Contains(parent);
        }

        if (offences.Count > 0)
        {
            throw new NeedsHumanException(
                string.Join(' ', offences.Select(o => o.What)),
                string.Join('\n', offences.Select(o => $"see them   {ControlCharacters.EscapeStatement(o.Query)}"))
                    + "\nthen       correct or delete them, and run the same command again");
        }
    }

    private List<(string What, string Query)> Offences(TableDefinition child, Func<string, bool> concerns)
    {
        var found = new Dictionary<(string Parent, int Key), (long Count, List<string> Rowids)>();
        using var check = command($"SELECT parent, fkid, rowid FROM pragma_foreign_key_check({SqlName.Text(child.Name)})");
        using var reader = Read(check);
        while (reader.Read())
        {
            if (!concerns(reader.GetString(0)))
                continue;

            var key = (reader.GetString(0), reader.GetInt32(1));
            var (count, rowids) = found.GetValueOrDefault(key, (0, []));
            if (rowids.Count < RowidsShown && !reader.IsDBNull(2))
                rowids.Add(reader.GetInt64(2).ToString());
            found[key] = (count + 1, rowids);
        }

        return [.. found.Select(f => Offence(child, f.Key.Parent, f.Key.Key, f.Value.Count, f.Value.Rowids))];
    }

    private (string What, string Query) Offence(TableDefinition child, string parent, int keyId, long count, List<string> rowids)
    {
        var shown = rowids.Count == 0 ? "" : $": rowid {string.Join(", ", rowids)}{(count > rowids.Count ? ", …" : "")}";
        var what = $"{count} {(count == 1 ? "row" : "rows")} of \"{child.Name}\" {(count == 1 ? "refers" : "refer")} to rows of "
            + $"\"{parent}\" that do not exist{shown}.";

        // SQLite numbers the foreign keys of a table from its last to its first.
        var key = child.ForeignKeys.Reverse().ElementAt(keyId);
        var pairs = key.Columns.Zip(ParentColumns(key)).ToList();
        var filled = pairs.Select(p => $"c.{SqlName.Quote(p.First)} is not null");
        var equal = string.Join(" and ", pairs.Select(p => $"p.{SqlName.Quote(p.Second)} = c.{SqlName.Quote(p.First)}"));
        var query = $"select * from {SqlName.Quote(child.Name)} c where {string.Join(" and ", filled)} "
            + $"and not exists (select 1 from {SqlName.Quote(parent)} p where {equal})";
        return (
            what,
            schema.Table(parent) is null ? $"select * from {SqlName.Quote(child.Name)} c where {string.Join(" and ", filled)}" : query);
    }

    private static DbDataReader Read(DbCommand check)
    {
        try
        {
            return check.ExecuteReader();
        }
        catch (DbException e)
        {
            throw new StatementFailedException(check.CommandText, e); // "foreign key mismatch" of a table that only got rows.
        }
    }

    /// <summary>Postgres refuses such a foreign key when it is made; SQLite only when a row is written.</summary>
    private void RequireKey(TableDefinition child, ForeignKeyConstraint key)
    {
        var statement = $"alter table \"{child.Name}\" add {key.Label}";
        var parent = schema.Table(key.Parent)
            ?? throw SqliteRefusal.Create(
                statement, $"{key.Label} of table \"{child.Name}\" refers to table \"{key.Parent}\", which does not exist");
        var columns = ParentColumns(key);
        foreach (var column in columns.Where(c => parent.Column(c) is null))
            throw SqliteRefusal.Create(
                statement,
                $"{key.Label} of table \"{child.Name}\" refers to column \"{column}\" of table \"{key.Parent}\", which does not exist");

        if (columns.Count != key.Columns.Count
            || (!parent.Constraints.OfType<KeyConstraint>().Any(k => k.Covers(columns)) && !HasUniqueIndex(parent.Name, columns)))
        {
            throw SqliteRefusal.Create(
                statement,
                $"{key.Label} of table \"{child.Name}\" refers to ({string.Join(", ", columns)}) of table \"{key.Parent}\", which no "
                    + $"primary key or unique constraint covers");
        }
    }

    private IReadOnlyList<string> ParentColumns(ForeignKeyConstraint key)
        => key.ParentColumns.Count > 0 ? key.ParentColumns : [.. schema.Table(key.Parent)?.PrimaryKey?.ColumnNames ?? []];

    private bool HasUniqueIndex(string table, IReadOnlyList<string> columns)
    {
        var keys = new Dictionary<string, List<string?>>(StringComparer.Ordinal);
        using var query = command(
            $"""
            SELECT l.name, i.name FROM pragma_index_list({SqlName.Text(table)}) AS l JOIN pragma_index_info(l.name) AS i
            WHERE l."unique" AND NOT l.partial
            """);
        using var reader = query.ExecuteReader();
        while (reader.Read())
        {
            if (!keys.TryGetValue(reader.GetString(0), out var key))
                keys[reader.GetString(0)] = key = [];
            key.Add(reader.IsDBNull(1) ? null : reader.GetString(1));
        }

        return keys.Values.Any(k => k.Count == columns.Count && k.TrueForAll(c => columns.Contains(c, StringComparer.OrdinalIgnoreCase)));
    }
}
