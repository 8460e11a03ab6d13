using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Engines;

/// <summary>Chooses the engine of a target.</summary>
internal static class DatabaseEngine
{
    /// <exception cref="ConfigurationException">A value of the product cannot work.</exception>
    public static IDatabaseEngine For(DatabaseTarget target, EngineOptions options)
    {
        target.Product.Validate();
        return target switch
        {
            PostgresTarget postgres => new PostgresDatabaseEngine(postgres, options),
            SqliteTarget sqlite => new SqliteDatabaseEngine(sqlite, options),
            _ => throw new ArgumentException($"There is no engine for {target.GetType().Name}.", nameof(target)),
        };
    }
}
