using Letta.Migrations.Product;

namespace Letta.Migrations.Alembic;

/// <summary>
/// Alembic's record of where the database is, kept in step so that Python Letta can go on using it; and what Letta's Alembic history does
/// on SQLite and not on Postgres. Everything else that differs there (the order of columns, names, defaults and spelled types, missing keys
/// and indexes) is read from the schema itself.
/// </summary>
internal static class AlembicVersion
{
    public static CompanionRecord Record { get; } = new("Alembic", "alembic_version", "version_num", "alembic_id")
    {
        CreateOnPostgres = "create table if not exists alembic_version (version_num varchar(32) not null, constraint alembic_version_pkc "
            + "primary key (version_num))",
        CreateOnSqlite = "create table if not exists alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc "
            + "PRIMARY KEY (version_num))",
        Reader = "Python Letta",

        // Letta numbers its messages with it on SQLite, which has no sequences (letta/orm/message.py): nobody else's table, and no drift.
        TablesOnSqlite = ["message_sequence"],
        FillOnSqlite = Fill,
    };

    /// <summary>
    /// The value of a column that was left NULL where Postgres got a value: revisions b888f21b151f and 068588268b02 made these nullable on
    /// SQLite, and mean NATIVE everywhere.
    /// </summary>
    private static string? Fill(string table, string column)
        => Is(column, "vector_db_provider") && (Is(table, "sources") || Is(table, "archives")) ? "'NATIVE'" : null;

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
