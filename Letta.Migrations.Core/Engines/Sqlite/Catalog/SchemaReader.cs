using Letta.Migrations.Engines.Sqlite.Sql;
using Letta.Migrations.Product;
using Microsoft.Data.Sqlite;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>
/// Reads the schema of a file, and reads again only the tables that statements changed since: SQLite says of each that it compiles what it
/// creates, alters and drops (https://sqlite.org/c3ref/set_authorizer.html). What others change is seen by the file's schema version.
/// </summary>
/// <param name="connection">Open.</param>
/// <param name="own">The names of our own tables.</param>
internal sealed class SchemaReader(SqliteConnection connection, OwnTables own)
{
    private const int AlterTable = 26, Pragma = 19, Savepoint = 32;

    /// <summary>More changed tables than these are not worth a query of their own.</summary>
    private const int MostTables = 100;

    private readonly HashSet<string> _changed = new(StringComparer.OrdinalIgnoreCase);
    private SchemaSnapshot? _last;
    private string? _altered;
    private long? _version;
    private bool _unwatched;

    /// <summary>The schema as it is now.</summary>
    public SchemaSnapshot Read()
    {
        if (_last is null || _changed.Count > MostTables || _unwatched)
            _last = SchemaSnapshot.Empty(own).With([], Rows(""));
        else if (_changed.Count > 0)
            _last = _last.With(_changed, Rows($"WHERE tbl_name COLLATE NOCASE IN ({string.Join(", ", _changed.Select(SqlName.Text))})"));
        _changed.Clear();
        return _last;
    }

    /// <summary>Reads everything again: what was done may have been rolled back.</summary>
    public void Forget()
    {
        _last = null;
        _version = null;
        _changed.Clear();
    }

    /// <summary>Says that what was done will be committed.</summary>
    public void Keep() => _version = Version();

    /// <summary>Begins a transaction, before which others may have changed the schema.</summary>
    public void Continue()
    {
        if (_last is not null && _version != Version())
            Forget();
    }

    /// <summary>Does something that alters no table but this one.</summary>
    public void Altering(string table, Action action)
    {
        _altered = table;
        try
        {
            action();
        }
        finally
        {
            _altered = null;
        }
    }

    /// <summary>Notes what a statement does that SQLite compiles.</summary>
    public void Note(int action, string? first, string? second)
    {
        switch (action)
        {
            case AlterTable when _altered is null: // A new name is carried into whatever mentions the old one.
                _last = null;
                break;
            case AlterTable:
                _changed.Add(_altered);
                _changed.Add(second!);
                break;
            case 2 or 8 or 11 or 17 or 29 or 30: // CREATE and DROP of TABLE, VIEW and VTABLE: the first name is the table's.
                _changed.Add(first!);
                break;
            case 1 or 7 or 10 or 16: // CREATE and DROP of INDEX and TRIGGER: the second is.
                _changed.Add(second!);
                break;
            case Savepoint when first == "ROLLBACK":
                _last = null;
                break;
            case Pragma when string.Equals(first, "writable_schema", StringComparison.OrdinalIgnoreCase):
                _unwatched = true;
                break;
        }
    }

    private List<SchemaObject> Rows(string where)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT rowid, type, name, tbl_name, sql FROM sqlite_schema {where}";
        using var reader = command.ExecuteReader();
        var rows = new List<SchemaObject>();
        while (reader.Read())
        {
            rows.Add(
                new SchemaObject(
                    reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3),
                    reader.IsDBNull(4) ? null : reader.GetString(4)));
        }

        return rows;
    }

    private long Version()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA schema_version";
        return Convert.ToInt64(command.ExecuteScalar(), provider: null);
    }
}
