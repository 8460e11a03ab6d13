using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Letta.Migrations.Tests.Faults;

/// <summary>Permissions, extensions and servers that a migration needs and does not have.</summary>
public sealed class PostgresPrerequisiteTests(PostgresEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_role_that_may_not_create_tables_is_shown_what_to_grant_before_anything_is_done()
    {
        await using var database = await engine.CreateAsync();
        var (runner, role) = await AsRoleAsync(database, grants: "");

        var error
            = await Assert.ThrowsAsync<PrerequisiteMissingException>(
                () => runner(FaultSample.Locking).UpgradeAsync(cancellationToken: Stop));

        Assert.StartsWith(
            $"The role \"{role}\" may not create tables in the schema \"public\" of Postgres {role}@",
            error.What,
            StringComparison.Ordinal);
        Assert.Equal($"An administrator runs: GRANT USAGE, CREATE ON SCHEMA \"public\" TO \"{role}\";", error.Next);
        await database.ExecuteAsync(error.Next.Split("runs: ")[1]);
        Assert.Equal(2, (await runner(FaultSample.Locking).UpgradeAsync(cancellationToken: Stop)).Applied.Count);
    }

    [Fact]
    public async Task A_role_that_may_not_create_the_extension_is_shown_what_an_administrator_runs()
    {
        await using var database = await engine.CreateAsync();
        var (runner, role) = await AsRoleAsync(database, grants: "grant usage, create on schema public to {0}");

        var error = await Assert.ThrowsAsync<PrerequisiteMissingException>(
            () => runner(FaultSample.WithVector).UpgradeAsync(cancellationToken: Stop));

        Assert.StartsWith($"The role \"{role}\" may not create the extension \"vector\" in ", error.What, StringComparison.Ordinal);
        Assert.Equal("An administrator runs, in that database: CREATE EXTENSION IF NOT EXISTS \"vector\";", error.Next);
        Assert.Equal(0, await database.ScalarAsync<int>("select count(*) from pg_class where relname = 'target'"));
        await database.ExecuteAsync(error.Next.Split("database: ")[1]);
        Assert.Equal(2, (await runner(FaultSample.WithVector).UpgradeAsync(cancellationToken: Stop)).Applied.Count);
    }

    [Fact]
    public async Task A_server_without_pgvector_is_shown_which_package_to_install_and_nothing_is_applied()
    {
        await using var server = await OwnPostgres.StartAsync(engine, Stop);
        await server.RemovePgvectorAsync();

        var error = await Assert.ThrowsAsync<PrerequisiteMissingException>(
            () => server.Database.Runner(FaultSample.WithVector).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal($"The extension \"vector\" is not installed on the server of {server.Database.Target}.", error.What);
        Assert.Contains("pgvector", error.Next, StringComparison.Ordinal);
        Assert.Equal(0, await server.Database.ScalarAsync<int>("select count(*) from pg_class where relname in ('target', 'VersionInfo')"));
    }

    [Fact]
    public async Task A_standby_at_head_is_fine_and_one_behind_is_refused()
    {
        await using var server = await OwnPostgres.StartAsync(engine, Stop);
        await server.Database.Runner(FaultSample.Locking).UpgradeAsync("+1", cancellationToken: Stop);
        await server.BecomeStandbyAsync(Stop);

        var error = await Assert.ThrowsAsync<PrerequisiteMissingException>(
            () => server.Database.Runner(FaultSample.Locking).UpgradeAsync(cancellationToken: Stop));
        var there = await server.Database.Runner(FaultSample.Locking).UpgradeAsync("fffffffffff1", cancellationToken: Stop);

        Assert.Equal($"{server.Database.Target} is read-only: it is a standby; nothing was applied.", error.What);
        Assert.Empty(there.Applied);
    }

    [Fact]
    public async Task A_database_that_is_set_read_only_is_refused_when_something_is_pending()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await database.ExecuteAsync($"alter database \"{database.Settings.Database}\" set default_transaction_read_only = on");
        database.Close();

        var error = await Assert.ThrowsAsync<PrerequisiteMissingException>(
            () => database.Runner(FaultSample.Locking).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal($"{database.Target} is read-only: default_transaction_read_only is on; nothing was applied.", error.What);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_shown_how_to_create_it()
    {
        await using var database = await engine.CreateAsync();
        var settings
            = new NpgsqlConnectionStringBuilder(((PostgresTestDatabase)database).Settings.ConnectionString) { Database = "nowhere" };

        var error = await Assert.ThrowsAsync<PrerequisiteMissingException>(
            () => Runner(settings, FaultSample.Locking).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal(
            "An administrator runs: CREATE DATABASE \"nowhere\" OWNER \"postgres\";\nor, if the role may create it: letta-migrate "
                + "upgrade --create-database",
            error.Next);
    }

    [Fact]
    public async Task A_role_without_a_free_connection_is_waited_for_and_then_reported()
    {
        await using var database = await engine.CreateAsync();
        var (_, role) = await AsRoleAsync(database, grants: "alter role {0} connection limit 0; grant create on schema public to {0}");
        var settings = new NpgsqlConnectionStringBuilder(
            ((PostgresTestDatabase)database).Settings.ConnectionString)
        { Username = role, Password = "plain" };
        var waits = new List<string>();

        var error = await Assert.ThrowsAsync<DatabaseUnreachableException>(
            () => Runner(settings, FaultSample.Locking, new MigrationOptions { Wait = TimeSpan.Zero })
                .UpgradeAsync(cancellationToken: Stop));
        await Runner(settings, FaultSample.Locking, new MigrationOptions { Wait = TimeSpan.FromMinutes(5) }).UpgradeAsync(
            progress: new InlineProgress(p =>
            {
                if (p is not MigrationProgress.WaitingForDatabase waiting)
                    return;
                waits.Add(waiting.Reason);
                database.ExecuteAsync($"alter role {role} connection limit 10").GetAwaiter().GetResult();
            }),
            cancellationToken: Stop);

        Assert.EndsWith("has no connection free (53300).", error.What, StringComparison.Ordinal);
        Assert.All(waits, w => Assert.Equal(error.What, w));
        Assert.NotEmpty(waits);
    }

    [Fact]
    public async Task A_wrong_password_is_a_matter_of_configuration_and_not_waited_for()
    {
        await using var database = await engine.CreateAsync();
        var settings
            = new NpgsqlConnectionStringBuilder(((PostgresTestDatabase)database).Settings.ConnectionString) { Password = "canary-7f3a" };

        var error = await Assert.ThrowsAsync<ConfigurationException>(
            () => Runner(settings, FaultSample.Locking).UpgradeAsync(cancellationToken: Stop));

        Assert.DoesNotContain("canary-7f3a", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task<(Func<RevisionSet, MigrationRunner> Runner, string Role)> AsRoleAsync(TestDatabase database, string grants)
    {
        var settings = new NpgsqlConnectionStringBuilder(((PostgresTestDatabase)database).Settings.ConnectionString);
        var role = $"plain_{settings.Database}";
        await database.ExecuteAsync(
            $"create role {role} login password 'plain'; revoke all on database {settings.Database} from public; grant connect on "
                + $"database {settings.Database} to {role}");
        if (grants.Length > 0)
            await database.ExecuteAsync(string.Format(grants, role));
        settings.Username = role;
        settings.Password = "plain";
        return (set => Runner(settings, set), role);
    }

    private static MigrationRunner Runner(NpgsqlConnectionStringBuilder settings, RevisionSet revisions, MigrationOptions? options = null)
        => new(
            new PostgresTarget(settings.ConnectionString, schema: null, product: LettaMigrations.Product),
            options ?? new MigrationOptions(),
            NullLogger<MigrationRunner>.Instance,
            TimeProvider.System,
            revisions);
}
