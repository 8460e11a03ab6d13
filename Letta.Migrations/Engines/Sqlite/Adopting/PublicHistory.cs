using Letta.Migrations.Engines.Sqlite.Rebuild;

namespace Letta.Migrations.Engines.Sqlite.Adopting;

/// <summary>
/// What Letta's Alembic history does on SQLite and not on Postgres. Everything else that differs there (the order of columns, names, defaults
/// and spelled types, missing keys and indexes) is told from the schema itself.
/// </summary>
internal static class PublicHistory
{
    /// <summary>Letta numbers its messages with it on SQLite, which has no sequences (letta/orm/message.py): nobody else's table, and no drift.</summary>
    public static bool IsLettasOwn(string table) => SqlName.Same(table, "message_sequence");

    /// <summary>
    /// The value of a column that was left NULL where Postgres got a value: revisions b888f21b151f and 068588268b02 made these nullable on SQLite,
    /// and mean NATIVE everywhere.
    /// </summary>
    public static string? Fill(string table, string column)
        => SqlName.Same(column, "vector_db_provider") && (SqlName.Same(table, "sources") || SqlName.Same(table, "archives")) ? "'NATIVE'" : null;
}
