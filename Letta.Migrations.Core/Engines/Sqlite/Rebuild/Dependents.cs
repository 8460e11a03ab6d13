using Letta.Migrations.Engines.Sqlite.Sql;

namespace Letta.Migrations.Engines.Sqlite.Rebuild;

/// <summary>
/// Views and triggers are only text to SQLite until somebody uses them; Postgres refuses a change that would break one. So that a
/// revision means the same on both, everything that compiled before a change must compile after it.
/// </summary>
/// <param name="read">The schema as it is now.</param>
/// <param name="compiles">Whether SQLite can prepare a statement.</param>
internal sealed class Dependents(Func<SchemaSnapshot> read, Func<string, bool> compiles)
{
    /// <exception cref="StatementFailedException">A view or trigger was broken by the change.</exception>
    public void Keep(string statement, Action change)
    {
        var working = Uses().Where(u => compiles(u.Sql)).Select(u => u.Label).ToHashSet(StringComparer.Ordinal);
        change();
        foreach (var (label, sql) in Uses())
        {
            if (working.Contains(label) && !compiles(sql))
                throw SqliteRefusal.Create(statement, $"{label} depends on what is dropped; drop or change it first");
        }
    }

    /// <summary>Statements that make SQLite compile every view and every trigger.</summary>
    private IEnumerable<(string Label, string Sql)> Uses()
    {
        var schema = read();
        foreach (var view in schema.Views)
            yield return ($"view \"{view.Name}\"", $"SELECT * FROM {SqlName.Quote(view.Name)}");

        foreach (var name in schema.Triggers.Select(t => t.Table).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var table = SqlName.Quote(name);
            yield return ($"an insert trigger of \"{name}\"", $"INSERT INTO {table} DEFAULT VALUES");
            yield return ($"a delete trigger of \"{name}\"", $"DELETE FROM {table}");
            if (schema.Tables.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                var columns = schema.Table(name)!.Written.Select(c => $"{SqlName.Quote(c.Name)} = {SqlName.Quote(c.Name)}");
                yield return ($"an update trigger of \"{name}\"", $"UPDATE {table} SET {string.Join(", ", columns)}");
            }
        }
    }
}
