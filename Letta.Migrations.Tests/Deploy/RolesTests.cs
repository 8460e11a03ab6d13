using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;
using Npgsql;

namespace Letta.Migrations.Tests.Deploy;

[Collection(Roles.Shared)]
public sealed class RolesTests(PostgresEngine engine)
{
    private const string InsertOrganization
        = "insert into organizations (id, name, privileged_tools, is_deleted) values ('org-1', 'one', false, false)";
    private static readonly string Head = LettaMigrations.Revisions.Head!.ForeignId!;

    [Fact]
    public async Task Migrator_goes_from_base_to_head_and_all_it_makes_belongs_to_the_owner()
    {
        await using var database = await MadeAsync(engine.CreateAsync());

        var result
            = await Roles.ConnectAs(database, Roles.Migrator).Runner()
                .UpgradeAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(Head, result.To!.Id);
        Assert.Equal(
            ["letta_owner"],
            await database.RowsAsync(
                "select distinct pg_get_userbyid(relowner) from pg_class where relnamespace = 'public'::regnamespace and relkind in "
                    + "('r', 'S')"));
    }

    [Fact]
    public async Task Application_uses_what_the_migrator_makes_after_the_roles()
    {
        await using var database = await MadeAsync(engine.CreateAsync());
        await Roles.ConnectAs(database, Roles.Migrator).Runner().UpgradeAsync(cancellationToken: TestContext.Current.CancellationToken);
        var application = Roles.ConnectAs(database, Roles.Application);

        await application.ExecuteAsync(InsertOrganization);
        await application.ExecuteAsync("update organizations set name = 'another'; select nextval('message_seq_id')");
        Assert.Equal(["another"], await application.RowsAsync("select name from organizations"));
        await application.ExecuteAsync("delete from organizations");
    }

    [Theory]
    [InlineData("create table mine (id integer)")]
    [InlineData("create schema mine")]
    [InlineData("create index mine on agents (name)")]
    [InlineData("alter table agents add column mine integer")]
    [InlineData("alter table agents disable trigger all")]
    [InlineData("drop table agents")]
    [InlineData("drop type sandboxtype")]
    [InlineData("drop sequence message_seq_id")]
    [InlineData("truncate agents")]
    [InlineData("set role letta_owner")]
    public async Task Application_cannot_change_the_schema(string statement)
    {
        await using var database = await MadeAsync(engine.CreateAtAsync(Head));

        var refused
            = await Assert.ThrowsAsync<PostgresException>(() => Roles.ConnectAs(database, Roles.Application).ExecuteAsync(statement));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Theory]
    [InlineData("update alembic_version set version_num = 'x'")]
    [InlineData("delete from \"VersionInfo\"")]
    [InlineData("insert into letta_migration_ledger default values")]
    [InlineData("delete from letta_migration_step")]
    [InlineData("update letta_migration_backfill set state = 'bogus'")]
    [InlineData("update letta_migration_backfill_range set worker = null")]
    [InlineData("delete from letta_migration_backfill_row")]
    public async Task Application_only_reads_where_migrations_are_recorded(string statement)
    {
        await using var database = await MadeAsync(engine.CreateAtAsync(Head));
        var application = Roles.ConnectAs(database, Roles.Application);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => application.ExecuteAsync(statement));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        Assert.Equal([Head], await application.RowsAsync("select version_num from alembic_version"));
    }

    [Fact]
    public async Task Worker_carries_out_what_the_migrator_left_due()
    {
        var history = TestHistory.Named("filling-due");
        await using var database = await MadeAsync(engine.CreateAsync());
        await Roles.ConnectAs(database, Roles.Migrator).Runner(history)
            .UpgradeAsync("+1", cancellationToken: TestContext.Current.CancellationToken);
        await database.ExecuteAsync("insert into items (id, value) select i, i from generate_series(1, 300) i");
        await Roles.ConnectAs(database, Roles.Migrator).Runner(history)
            .UpgradeAsync(cancellationToken: TestContext.Current.CancellationToken);
        await Roles.MakeAsync(engine, database);

        var result
            = await Roles.ConnectAs(database, Roles.Worker).Runner(history)
                .BackfillAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([("double_items", 300L)], result.Done.Select(d => (d.Name, d.Rows)));
        Assert.Equal(["1|300"], await database.RowsAsync("select changed, count(*) from items where doubled = value * 2 group by changed"));
    }

    [Fact]
    public async Task Application_that_is_granted_the_workers_role_carries_them_out_itself_and_without_it_does_not()
    {
        var history = TestHistory.Named("filling-due");
        await using var database = await MadeAsync(engine.CreateAsync());
        await Roles.ConnectAs(database, Roles.Migrator).Runner(history)
            .UpgradeAsync("+1", cancellationToken: TestContext.Current.CancellationToken);
        await database.ExecuteAsync("insert into items (id, value) select i, i from generate_series(1, 300) i");
        await Roles.ConnectAs(database, Roles.Migrator).Runner(history)
            .UpgradeAsync(cancellationToken: TestContext.Current.CancellationToken);
        await Roles.MakeAsync(engine, database);
        var application = Roles.ConnectAs(database, Roles.Application).Runner(history);

        var refused = await Assert.ThrowsAnyAsync<MigrationException>(
            () => application.BackfillAsync(cancellationToken: TestContext.Current.CancellationToken));
        await database.ExecuteAsync("grant letta_worker to letta_app");
        var result = await application.BackfillAsync(cancellationToken: TestContext.Current.CancellationToken);
        await database.ExecuteAsync("revoke letta_worker from letta_app");

        Assert.Equal(ExitCode.PrerequisiteMissing, refused.Code);
        Assert.Equal(300, Assert.Single(result.Done).Rows);
    }

    /// <summary>What each may write of our own tables; the owner may write all, and nobody may truncate or refer to one.</summary>
    [Fact]
    public async Task Each_role_has_no_more_rights_on_our_own_tables_than_it_needs()
    {
        await using var database = await MadeAsync(engine.CreateAtAsync(Head));
        var rights = new Dictionary<(string, string), string>
        {
            [(Roles.Worker, "letta_migration_backfill")] = "INSERT, UPDATE",
            [(Roles.Worker, "letta_migration_backfill_range")] = "DELETE, INSERT, UPDATE",
            [(Roles.Worker, "letta_migration_backfill_row")] = "DELETE, INSERT, UPDATE",
        };

        foreach (var role in (string[])[Roles.Application, Roles.Worker, Roles.Reader])
        {
            foreach (var table in LettaNames.Tables.All)
            {
                var has = await database.RowsAsync($"""
                    select string_agg(p, ', ' order by p) from unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p
                    where has_table_privilege('{role}', '"{table}"', p)
                    """);
                Assert.Equal((role, table, rights.GetValueOrDefault((role, table), "null")), (role, table, Assert.Single(has)));
                Assert.True(await database.ScalarAsync<bool>($"""select has_table_privilege('{role}', '"{table}"', 'SELECT')"""));
            }
        }
    }

    [Fact]
    public async Task Reader_waits_for_head_and_writes_nothing()
    {
        await using var database = await MadeAsync(engine.CreateAtAsync(Head));
        var reader = Roles.ConnectAs(database, Roles.Reader);

        var status = await reader.Runner().WaitAsync(TimeSpan.Zero, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(Head, status.Current!.Id);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => reader.ExecuteAsync(InsertOrganization));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Database_that_another_role_made_is_the_owners_afterwards_and_goes_on()
    {
        await using var database = await MadeAsync(engine.CreateAtAsync("9a505cc7eca9"));

        var result = await Roles.ConnectAs(database, Roles.Migrator).Runner(options: new MigrationOptions { AcceptLoss = true })
            .UpgradeAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(Head, result.To!.Id);
    }

    [Fact]
    public async Task Application_that_is_asked_to_migrate_is_refused_before_the_first_change()
    {
        await using var database = await MadeAsync(engine.CreateAsync());

        var refused = await Assert.ThrowsAnyAsync<MigrationException>(
            () => Roles.ConnectAs(database, Roles.Application).Runner()
                .UpgradeAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(ExitCode.PrerequisiteMissing, refused.Code);
    }

    /// <summary>With the roles made twice: the file may be run as often as one likes.</summary>
    private async Task<PostgresTestDatabase> MadeAsync(Task<TestDatabase> creating)
    {
        var database = (PostgresTestDatabase)await creating;
        await Roles.MakeAsync(engine, database);
        await Roles.MakeAsync(engine, database);
        return database;
    }
}
