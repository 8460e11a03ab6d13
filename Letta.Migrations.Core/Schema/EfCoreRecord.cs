namespace Letta.Migrations.Schema;

/// <summary>The tables of EF Core Migrations' own record. No revision makes them, and they say nothing about a schema.</summary>
internal static class EfCoreRecord
{
    /// <summary>A schema without these tables, but for one that is expected.</summary>
    public static DatabaseSchema LeaveOut(DatabaseSchema actual, DatabaseSchema expected)
        => actual with { Tables = [.. actual.Tables.Where(t => !IsItsOwn(t.Name) || expected.Table(t.Name) is not null)] };

    private static bool IsItsOwn(string table) => table is "__EFMigrationsHistory" or "__EFMigrationsLock";
}
