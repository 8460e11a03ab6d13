using Microsoft.Data.Sqlite;

namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>What SQLite itself would say if it knew the statement: a step that cannot be carried out on this database.</summary>
internal static class SqliteRefusal
{
    private const int SqliteError = 1;

    /// <param name="statement">The step, as a statement would say it.</param>
    /// <param name="message">Why not, naming the object.</param>
    public static StatementFailedException Create(string statement, string message)
        => new(statement, new SqliteException(message, SqliteError));

    public static StatementFailedException NoTable(string statement, string table)
        => Create(statement, $"table \"{table}\" does not exist");

    public static StatementFailedException NoColumn(string statement, string table, string column)
        => Create(statement, $"column \"{column}\" of table \"{table}\" does not exist");
}
