using System.Text;
using Letta.Migrations.Tests.Architecture;
using Letta.Migrations.Tests.Fixtures;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Letta.Migrations.Tests.Deploy;

/// <summary>The order that docs/operations.md says: roles, an upgrade as the migrator, roles once more.</summary>
[Collection(Roles.Shared)]
public sealed class RolesOrderTests(PostgresEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Once_more_after_the_upgrade_takes_the_applications_right_to_write_where_migrations_are_recorded()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await Roles.MakeAsync(engine, database);
        await Roles.ConnectAs(database, Roles.Migrator).Runner().UpgradeAsync(cancellationToken: Stop);
        Assert.All(await WritableAsync(database), Assert.True); // As the file says: what is said in advance is said of all tables.

        await Roles.MakeAsync(engine, database);

        Assert.All(await WritableAsync(database), Assert.False);
        var application = Roles.ConnectAs(database, Roles.Application);
        await application.ExecuteAsync(
            "insert into organizations (id, name, privileged_tools, is_deleted) values ('org-1', 'one', false, false)");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => application.ExecuteAsync("delete from alembic_version"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        Assert.Equal(
            LettaMigrations.Revisions.Head!.ForeignId!,
            (await application.Runner().WaitAsync(TimeSpan.Zero, cancellationToken: Stop)).Current!.Id);
        Assert.Empty((await Roles.ConnectAs(database, Roles.Migrator).Runner().UpgradeAsync(cancellationToken: Stop)).Applied);
    }

    /// <summary>On a server of its own: roles that a superuser has made before are not those of who may only create roles.</summary>
    [Fact]
    public async Task Owner_of_the_database_who_may_create_roles_suffices_where_pgvector_is_there()
    {
        _ = engine.Administrator(); // Skips the test where there is no container engine.
        await using var server = new PostgreSqlBuilder(PostgresEngine.Image).Build();
        await server.StartAsync(Stop);
        await server.ExecScriptAsync("create role dba login createrole; create database letta owner dba", Stop);
        await PsqlAsync(server, "postgres", "create extension vector");
        var database = new PostgresTestDatabase(
            new NpgsqlConnectionStringBuilder(server.GetConnectionString()) { Database = "letta", Pooling = false });

        await PsqlAsync(server, "dba", Repository.Read("deploy/roles.sql"));
        await Roles.ConnectAs(database, Roles.Migrator).Runner().UpgradeAsync(cancellationToken: Stop);
        await PsqlAsync(server, "dba", "create table before_letta (id integer);" + Repository.Read("deploy/roles.sql"));

        Assert.All(await WritableAsync(database), Assert.False);
        Assert.Equal(
            ["letta_owner"],
            await database.RowsAsync(
                "select distinct pg_get_userbyid(relowner) from pg_class where relnamespace = 'public'::regnamespace and relkind in "
                    + "('r', 'S')"));
    }

    private static async Task PsqlAsync(PostgreSqlContainer server, string role, string script)
    {
        await server.CopyAsync(Encoding.UTF8.GetBytes(script), "/tmp/script.sql", ct: Stop);
        var ran = await server.ExecAsync(
            [
                "psql",
                "--quiet",
                $"--username={role}",
                "--dbname=letta",
                $"--set=migrator_password={Roles.Password}",
                "--set=ON_ERROR_STOP=1",
                "--file=/tmp/script.sql"
            ],
            Stop);
        Assert.True(ran.ExitCode == 0, ran.Stdout + ran.Stderr);
    }

    private static async Task<IReadOnlyList<bool>> WritableAsync(PostgresTestDatabase database)
    {
        var writable = new List<bool>();
        foreach (var table in LettaNames.Tables.All)
            writable.Add(
                await database.ScalarAsync<bool>(
                    $"""select has_table_privilege('{Roles.Application}', '"{table}"', 'insert, update, delete')"""));
        return writable;
    }
}
