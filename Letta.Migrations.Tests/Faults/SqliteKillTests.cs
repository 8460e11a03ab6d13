using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Faults;

public sealed class SqliteKillTests(SqliteEngine engine) : KillSpec(engine)
{
    protected override async Task<IReadOnlyList<string>> CatalogAsync(TestDatabase database)
    {
        Assert.Empty(await database.RowsAsync("pragma foreign_key_check"));
        return await database.RowsAsync("select type, name, tbl_name, sql from sqlite_schema order by type, name");
    }
}
