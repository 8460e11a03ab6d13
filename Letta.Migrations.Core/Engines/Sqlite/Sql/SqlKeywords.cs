namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>Words that are no names unless they are quoted.</summary>
internal static class SqlKeywords
{
    /// <summary>Those of SQLite (https://sqlite.org/lang_keywords.html), and those that Postgres reserves besides.</summary>
    private const string Words = """
        abort action add after all alter always analyze and as asc attach autoincrement before begin between by cascade case cast check collate column commit
        conflict constraint create cross current current_date current_time current_timestamp database default deferrable deferred delete desc detach distinct do
        drop each else end escape except exclude exclusive exists explain fail filter first following for foreign from full generated glob group groups having
        if ignore immediate in index indexed initially inner insert instead intersect into is isnull join key last left like limit match materialized natural
        no not nothing notnull null nulls of offset on or order others outer over partition plan pragma preceding primary query raise range recursive references
        regexp reindex release rename replace restrict returning right rollback row rows savepoint select set table temp temporary then ties to transaction
        trigger unbounded union unique update using vacuum values view virtual when where window with within without
        analyse any array asymmetric authorization binary both concurrently current_catalog current_role current_schema current_user false fetch freeze grant
        ilike lateral leading localtime localtimestamp only overlaps placing session_user similar some symmetric system_user tablesample trailing true user
        variadic verbose
        """;

    private static readonly HashSet<string> All = [.. Words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    public static bool Contains(string name) => All.Contains(name);
}
