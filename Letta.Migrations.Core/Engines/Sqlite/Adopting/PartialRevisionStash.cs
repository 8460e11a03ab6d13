using Letta.Migrations.Engines.Sqlite.Sql;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines.Sqlite.Adopting;

/// <summary>
/// What another tool left of a revision that failed half way: a history that is in use stops so after it has made <c>runs</c> and
/// <c>messages.run_id</c> and dropped two tables. Tables and values that the revision had made already are kept here while it is carried
/// out from its beginning, and put into what it makes. Everything happens in one transaction.
/// </summary>
/// <param name="processor">On the database.</param>
/// <param name="next">What the revision makes.</param>
internal sealed class PartialRevisionStash(SqliteRevisionProcessor processor, DatabaseSchema next)
{
    private string Prefix => processor.Own.Temporary("aside_");
    private readonly List<(string Stashed, string Table)> _tables = [];
    private readonly List<(string Stashed, string Table, string Column)> _columns = [];

    /// <summary>True if the revision, whole, would have made the difference itself.</summary>
    public bool Explains(Difference difference)
    {
        var made = difference.Table is null
            ? next.Table(difference.Name) is not null
            : next.Table(difference.Table)?.Column(difference.Name) is not null;
        return difference.Kind switch
        {
            DifferenceKind.Missing => !made,
            DifferenceKind.Extra => made,
            _ => false,
        };
    }

    /// <summary>Sets aside what is extra.</summary>
    public void Take(IEnumerable<Difference> drift)
    {
        foreach (var extra in drift.Where(d => d.Kind == DifferenceKind.Extra && Explains(d)))
        {
            if (extra.Table is null)
                TakeTable(extra.Name);
            else
                TakeColumn(extra.Table, extra.Name);
        }
    }

    /// <summary>Puts back what was set aside, where the revision has made no such row itself.</summary>
    public void PutBack()
    {
        processor.Flush();
        foreach (var (stash, table) in _tables)
        {
            var there = processor.Snapshot().Table(table)!;
            var columns
                = SqlName.List(processor.Snapshot().Table(stash)!.Written.Select(c => c.Name).Where(c => there.Column(c) is not null));
            processor.Execute(
                $"INSERT OR REPLACE INTO {SqlName.Quote(table)} ({columns}) SELECT {columns} FROM {SqlName.Quote(stash)} ORDER BY rowid");
            processor.Send($"DROP TABLE {SqlName.Quote(stash)}");
        }

        foreach (var (stash, table, column) in _columns)
        {
            processor.Execute(
                $"UPDATE {SqlName.Quote(table)} SET {SqlName.Quote(column)} = (SELECT value FROM {SqlName.Quote(stash)} WHERE place "
                    + $"= {SqlName.Quote(table)}.rowid) "
                + $"WHERE rowid IN (SELECT place FROM {SqlName.Quote(stash)})");
            processor.Send($"DROP TABLE {SqlName.Quote(stash)}");
        }
    }

    private void TakeTable(string table)
    {
        foreach (var index in processor.Snapshot().Indexes(table).ToList())
            processor.Send($"DROP INDEX {SqlName.Quote(index.Name)}");
        processor.Send($"ALTER TABLE {SqlName.Quote(table)} RENAME TO {SqlName.Quote(Prefix + table)}");
        _tables.Add((Prefix + table, table));
    }

    /// <summary>By rowid: no copy of a table changes it.</summary>
    private void TakeColumn(string table, string column)
    {
        var (stash, name) = ($"{Prefix}{table}_{column}", SqlName.Quote(column));
        processor.Send($"CREATE TABLE {SqlName.Quote(stash)} (place INTEGER PRIMARY KEY, value)");
        processor.Send($"INSERT INTO {SqlName.Quote(stash)} SELECT rowid, {name} FROM {SqlName.Quote(table)} WHERE {name} IS NOT NULL");
        _columns.Add((stash, table, column));
    }
}
