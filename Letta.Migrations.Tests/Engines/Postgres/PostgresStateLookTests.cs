using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Letta.Migrations.Tests.Engines.Postgres;

public sealed class PostgresStateLookTests(PostgresEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upgrade_with_nothing_to_do_is_one_connection_and_one_round_trip()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await database.Runner(TestHistory.Named("good")).UpgradeAsync(cancellationToken: Stop);
        await using var proxy = new AnswerCountingProxy(database.Settings.Host!, database.Settings.Port);

        var result = await Runner(database, proxy).UpgradeAsync(cancellationToken: Stop);

        Assert.Empty(result.Applied);
        Assert.Equal((1, 2), (proxy.Connections, proxy.Answers)); // The first answer lets it in.
    }

    [Fact]
    public async Task Look_at_once_sees_what_a_look_table_by_table_sees()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await database.Runner(TestHistory.Named("good")).UpgradeAsync(cancellationToken: Stop);
        await database.ExecuteAsync("""
            insert into letta_migration_step (version, direction, done, steps) values (20300101000004, 'up', 1, 3);
            insert into alembic_version (version_num) values ('bbb'), ('aaa');
            insert into "VersionInfo" ("Version") values (20300101000009);
            insert into letta_migration_backfill
              (name, version, mode, state, due_since, updated_at, rows_done, rows_passed, passed_before, walk, attempts, handed_out)
            select name, version, mode, state, now(), now(), 0, 0, 0, 0, 0, 0 from (values
              ('z', 20300101000002, 'inline', 'due'), ('b', 20300101000003, 'inline', 'paused'), ('a', 20300101000003, 'inline', 'incomplete'),
              ('done', 20300101000003, 'inline', 'done'), ('beside', 20300101000003, 'online', 'due')) as b (name, version, mode, state);
            alter table apples rename to "Apples";
            """);
        var connector = new PostgresConnector((PostgresTarget)database.Target, TimeProvider.System);
        var (connection, _) = await connector.OpenAsync(Stop);
        await using var last = connection;

        var slow = await new PostgresStateReader(connection, connector, LettaNames.Tables).ReadAsync(Stop);
        var fast = await new PostgresStateLook(LettaNames.Tables).ReadAsync(connection, connector, Stop);

        Assert.NotNull(fast);
        Assert.Equal(slow.Applied, fast.Applied);
        Assert.Equal(slow.ForeignIds, fast.ForeignIds);
        Assert.Equal(["z", "a", "b"], slow.Unfinished.Select(u => u.Name));
        Assert.Equal(slow.Backfills.Select(Facts), fast.Backfills.Select(Facts));
        Assert.Equal(
            slow with { Applied = fast.Applied, ForeignIds = fast.ForeignIds, Backfills = fast.Backfills, OtherTable = null },
            fast);

        static object Facts(StoredBackfill b) => (b.Name, b.Version, b.Mode, b.State, b.UpdatedAt);
    }

    /// <summary>pgvector's schema is in the search path too, and may be that of another application with a history of its own.</summary>
    [Fact]
    public async Task Tables_in_the_schema_of_pgvector_are_not_taken_for_those_of_the_schema_that_is_meant()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await database.ExecuteAsync("create extension if not exists vector schema public; create schema letta");
        await database.Runner(TestHistory.Named("good")).UpgradeAsync(cancellationToken: Stop);

        var other = new PostgresDatabaseEngine(
            new PostgresTarget(database.Settings.ConnectionString, "letta", product: LettaMigrations.Product),
            new EngineOptions { LockTimeout = TimeSpan.FromSeconds(1), StatementTimeout = TimeSpan.Zero });

        Assert.Equal(
            RecordedState.Empty with { Schema = "letta" },
            (await other.ReadStateAsync(Stop)) with { Applied = RecordedState.Empty.Applied });
    }

    [Fact]
    public async Task Ledger_of_a_build_before_checksums_is_read_table_by_table()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await database.Runner(TestHistory.Named("good")).UpgradeAsync(cancellationToken: Stop);
        await database.ExecuteAsync("alter table letta_migration_ledger drop column checksum");

        var status = await database.Runner(TestHistory.Named("good")).CurrentAsync(cancellationToken: Stop);

        Assert.Equal("aaaaaaaaaaa3", status.Current?.Id);
    }

    /// <summary>
    /// What polls such a database, as <c>letta-migrate wait</c> does, would write an error into the server's log with each look.
    /// </summary>
    [Theory]
    [InlineData("drop table letta_migration_backfill")]
    [InlineData("alter table letta_migration_ledger drop column checksum")]
    [InlineData("drop table \"VersionInfo\"")]
    public async Task Look_that_found_a_table_missing_does_not_fail_on_the_server_again(string older)
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await database.Runner(TestHistory.Named("good")).UpgradeAsync(cancellationToken: Stop);
        await database.ExecuteAsync(older);
        await using var proxy = new AnswerCountingProxy(database.Settings.Host!, database.Settings.Port);
        var looks = new PostgresDatabaseEngine(
            Through(database, proxy), new EngineOptions { LockTimeout = TimeSpan.FromSeconds(1), StatementTimeout = TimeSpan.Zero });

        await looks.ReadStateAsync(Stop);
        var first = proxy.Answers;
        await looks.ReadStateAsync(Stop);

        Assert.Equal(first - 1, proxy.Answers - first);
    }

    private static MigrationRunner Runner(PostgresTestDatabase database, AnswerCountingProxy proxy)
        => new(
            Through(database, proxy),
            new MigrationOptions(),
            NullLogger<MigrationRunner>.Instance,
            TimeProvider.System,
            TestHistory.Named("good"));

    private static PostgresTarget Through(PostgresTestDatabase database, AnswerCountingProxy proxy)
        => new(
            new NpgsqlConnectionStringBuilder(database.Settings.ConnectionString)
            {
                Host = "127.0.0.1",
                Port = proxy.Port
            }.ConnectionString,
            schema: null,
            product: LettaMigrations.Product);
}
