using Letta.Migrations.Model;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Letta.Migrations.Tests.Orm;

internal static class Contexts
{
    /// <summary>What an application says of its database.</summary>
    public static DbContextOptions<LettaDbContext> OptionsOf(TestDatabase database) => database switch
    {
        PostgresTestDatabase postgres
            => new DbContextOptionsBuilder<LettaDbContext>().UseNpgsql(postgres.Settings.ConnectionString).Options,
        SqliteTestDatabase sqlite => new DbContextOptionsBuilder<LettaDbContext>()
            .UseSqlite(new SqliteConnectionStringBuilder { DataSource = sqlite.Path, Pooling = false }.ConnectionString).Options,
        _ => throw new NotSupportedException(database.GetType().Name),
    };

    public static LettaDbContext Create(TestDatabase database) => new(OptionsOf(database));

    /// <summary>Options of a context that is asked for its model alone; nothing listens there.</summary>
    public static DbContextOptions<LettaDbContext> Nowhere { get; }
        = new DbContextOptionsBuilder<LettaDbContext>().UseNpgsql("Host=nowhere.invalid").Options;
}
