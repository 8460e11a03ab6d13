using Letta.Migrations.Model;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Letta.Migrations.Tests.Orm;

public sealed class PostgresApplicationTests(PostgresEngine engine) : ApplicationSpec(engine)
{
    private readonly PostgresEngine _engine = engine;

    [Fact]
    public async Task Pooled_context_knows_the_enums_from_its_options()
    {
        await using var database = await _engine.CreateAtAsync("1c28e167b74f");
        var options = new DbContextOptionsBuilder<LettaDbContext>();
        options.UseLettaPostgres(((PostgresTestDatabase)database).Settings.ConnectionString);
        var pool = new PooledDbContextFactory<LettaDbContext>(options.Options);
        await using var context = await pool.CreateDbContextAsync(TestContext.Current.CancellationToken);

        Assert.Empty(
            await context.SandboxConfigs.Where(c => c.Type == SandboxType.Local).ToListAsync(TestContext.Current.CancellationToken));
    }
}
