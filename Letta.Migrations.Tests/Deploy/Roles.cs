using Letta.Migrations.Tests.Architecture;
using Letta.Migrations.Tests.Fixtures;
using Npgsql;

namespace Letta.Migrations.Tests.Deploy;

/// <summary>
/// The roles that deploy/roles.sql makes, on a test's database. Roles belong to the whole server: who makes them shares a collection.
/// </summary>
internal static class Roles
{
    public const string Shared = "roles";
    public const string Migrator = "letta_migrator", Application = "letta_app", Worker = "letta_worker", Reader = "letta_reader";
    public const string Password = "p@ss word";

    public static Task MakeAsync(PostgresEngine engine, PostgresTestDatabase database)
        => engine.PsqlAsync(
            database.Settings.Database!,
            Repository.Read("deploy/roles.sql"),
            $"--set=migrator_password={Password}",
            $"--set=app_password={Password}",
            $"--set=worker_password={Password}",
            $"--set=reader_password={Password}");

    /// <summary>The database, as one of the roles.</summary>
    public static PostgresTestDatabase ConnectAs(PostgresTestDatabase database, string role)
        => new(new NpgsqlConnectionStringBuilder(database.Settings.ConnectionString) { Username = role, Password = Password });

    /// <summary>Its address as one of the roles, for a container in the server's network.</summary>
    public static string As(PostgresTestDatabase database, string role)
        => new PostgresTestDatabase(
            new NpgsqlConnectionStringBuilder(ConnectAs(database, role).Settings.ConnectionString) { Host = "127.0.0.1", Port = 5432 }).Uri;
}
