using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Letta.Migrations.Engines.Sqlite.Rebuild;

/// <summary>
/// Notes which tables a revision wrote to: foreign keys are not enforced while it runs, so they are checked at its end, there and only
/// there. SQLite itself says it, for every statement it compiles, whoever wrote it (https://sqlite.org/c3ref/set_authorizer.html).
/// </summary>
internal sealed class ForeignKeyWatch
{
    private const int CreateTable = 2;
    private const int Delete = 9;
    private const int Insert = 18;
    private const int Update = 23;
    private const int AlterTable = 26;
    private const int Allow = 0;

    private readonly HashSet<string> _altered = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _written = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _reduced = new(StringComparer.OrdinalIgnoreCase);
    private bool _paused;

    /// <param name="connection">Open; SQLite tells one watch only, the last.</param>
    /// <param name="listener">Is told of everything, also of what changes no row: the action, and the two names that it comes with.</param>
    public ForeignKeyWatch(SqliteConnection connection, Action<int, string?, string?> listener)
        => raw.sqlite3_set_authorizer(connection.Handle, (_, action, first, second, _, _) => Note(action, first, second, listener), null);

    /// <summary>
    /// The tables that were created or altered: their foreign keys, and those of others that refer to them, may not fit any more.
    /// </summary>
    public IReadOnlySet<string> Altered => _altered;

    /// <summary>The tables that were altered, or got or changed rows: each of their rows may now refer to nothing.</summary>
    public IReadOnlySet<string> Written => _written;

    /// <summary>The tables that lost or changed rows: rows that refer to them may now refer to nothing.</summary>
    public IReadOnlySet<string> Reduced => _reduced;

    public void NoteAltered(string table)
    {
        _altered.Add(table);
        _written.Add(table);
    }

    public void NoteRenamed(string from, string to)
    {
        foreach (var tables in (HashSet<string>[])[_altered, _written, _reduced])
        {
            if (tables.Remove(from))
                tables.Add(to);
        }
    }

    /// <summary>Begins again.</summary>
    public void Forget()
    {
        _altered.Clear();
        _written.Clear();
        _reduced.Clear();
    }

    /// <summary>Does something that changes no row, whatever its statements look like.</summary>
    public void Ignore(Action action)
    {
        _paused = true;
        try
        {
            action();
        }
        finally
        {
            _paused = false;
        }
    }

    private int Note(int action, string? first, string? second, Action<int, string?, string?> listener)
    {
        listener(action, first, second);
        var table = action is AlterTable ? second : first;
        if (_paused || table is null || table.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase))
            return Allow;

        if (action is CreateTable or AlterTable)
            NoteAltered(table);
        if (action is Insert or Update)
            _written.Add(table);
        if (action is Delete or Update)
            _reduced.Add(table);
        return Allow;
    }
}
