using Letta.Migrations.Tests.Fixtures;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Letta.Migrations.Tests.Autogenerate;

public sealed class PostgresEfCoreDatabaseTests(PostgresEngine engine) : EfCoreDatabaseSpec(engine)
{
    private protected override StoreContext Connect(TestDatabase database)
    {
        var settings = new NpgsqlConnectionStringBuilder(((PostgresTestDatabase)database).Settings.ConnectionString) { Pooling = false };
        return new StoreContext(new DbContextOptionsBuilder<StoreContext>().UseNpgsql(settings.ConnectionString).Options);
    }

    private protected override string Address(TestDatabase database) => ((PostgresTestDatabase)database).Uri;
}
