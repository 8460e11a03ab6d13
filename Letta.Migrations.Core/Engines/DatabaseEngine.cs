using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Engines;

/// <summary>Chooses the engine of a target.</summary>
internal static class DatabaseEngine
{
    /// <param name="target">The database; its product is what its tables are named by.</param>
    /// <param name="lockTimeout">How long one statement may queue for a lock of others.</param>
    /// <param name="statementTimeout">How long one statement may run; zero for no limit.</param>
    /// <param name="observer">Sees every statement of every revision.</param>
    /// <param name="time">The clock.</param>
    /// <param name="batchTarget">
    /// How long a batch of a backfill should take, and so may keep others from its rows; null for what <paramref name="lockTimeout"/> makes
    /// of it.
    /// </param>
    /// <param name="warn">Hears what an administrator should know of.</param>
    /// <param name="limits">How long to wait for a server that stays silent; null for what no test shortens.</param>
    /// <exception cref="ConfigurationException">A value of the product cannot work.</exception>
    public static IDatabaseEngine For(
        DatabaseTarget target,
        TimeSpan lockTimeout,
        TimeSpan statementTimeout,
        StatementObserver? observer,
        TimeProvider time,
        TimeSpan? batchTarget = null,
        Action<EngineWarning>? warn = null,
        ConnectionLimits? limits = null)
    {
        target.Product.Validate();
        return target switch
        {
            PostgresTarget postgres => new PostgresDatabaseEngine(postgres, lockTimeout, statementTimeout, observer, time, limits)
            {
                BatchTarget = batchTarget,
                Warn = warn,
            },
            SqliteTarget sqlite => new SqliteDatabaseEngine(sqlite, lockTimeout, new StatementLimit(statementTimeout, time), observer),
            _ => throw new ArgumentException($"There is no engine for {target.GetType().Name}.", nameof(target)),
        };
    }
}
