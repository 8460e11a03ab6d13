using Letta.Migrations.Tests.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Letta.Migrations.Tests.Autogenerate;

public sealed class SqliteEfCoreDatabaseTests(SqliteEngine engine) : EfCoreDatabaseSpec(engine)
{
    private protected override StoreContext Connect(TestDatabase database)
    {
        var path = Address(database);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new StoreContext(new DbContextOptionsBuilder<StoreContext>().UseSqlite($"Data Source={path};Pooling=False").Options);
    }

    private protected override string Address(TestDatabase database) => ((SqliteTestDatabase)database).Path;
}
