using Letta.Migrations.Authoring;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

/// <summary>A stamp looks at the schema before it records anything.</summary>
public abstract class StampSpec(TestEngine engine)
{
    private static readonly RevisionSet WithIndex = RevisionSet.From([typeof(Sample.First), typeof(Named), typeof(Indexed)]);

    private static readonly RevisionSet WithEngines = RevisionSet.From([typeof(Sample.First), typeof(ForEachEngine)]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Schema_of_another_revision_is_refused_with_the_differences_and_nothing_is_written()
    {
        await using var database = await AtAsync("+1");
        var before = await RecordsAsync(database);

        var error = await RefusedAsync(
            database, "head", $"{database.Target} is not at aaaaaaaaaaa3: its schema departs from what that revision makes in 2 places.");

        Assert.Equal(
            """
            missing  table "second"
            missing  table "third"
            Name the revision that it is at, or put these right and run the same command again. What Alembic made is taken over by: letta-migrate adopt
            If you know the differences to be harmless, record it all the same: letta-migrate stamp aaaaaaaaaaa3 --unverified
            """,
            error.Next);
        Assert.Equal(before, await RecordsAsync(database));
    }

    /// <summary>What <c>alembic downgrade -1</c> leaves, by which a column would be missing for ever.</summary>
    [Fact]
    public async Task Column_that_alembic_took_back_is_missed()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(WithIndex).UpgradeAsync("+2", cancellationToken: Stop);
        await database.ExecuteAsync("alter table first drop column name; update alembic_version set version_num = 'aaaaaaaaaaa1'");

        var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
            () => database.Runner(WithIndex).StampAsync("aaaaaaaaaaa6", cancellationToken: Stop));

        Assert.StartsWith("table \"first\"\n  missing  column \"name\" ", error.Next, StringComparison.Ordinal);
        Assert.Equal(["aaaaaaaaaaa1"], await database.RowsAsync("select version_num from alembic_version"));
    }

    [Fact]
    public async Task Index_that_is_missing_is_a_difference_on_either_engine()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(WithIndex).UpgradeAsync("+2", cancellationToken: Stop);

        var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
            () => database.Runner(WithIndex).StampAsync("head", cancellationToken: Stop));

        Assert.StartsWith("table \"first\"\n  missing  index \"ix_first_name\" (name)\n", error.Next, StringComparison.Ordinal);
    }

    /// <summary>What a revision after it made: the next upgrade would make it once more, and fail.</summary>
    [Fact]
    public async Task Column_and_index_that_the_revision_does_not_make_are_in_its_way()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(WithIndex).UpgradeAsync(cancellationToken: Stop);

        var first = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
            () => database.Runner(WithIndex).StampAsync("aaaaaaaaaaa1", cancellationToken: Stop));
        var named = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
            () => database.Runner(WithIndex).StampAsync("aaaaaaaaaaa6", cancellationToken: Stop));

        Assert.StartsWith("table \"first\"\n  extra    column \"name\" ", first.Next, StringComparison.Ordinal);
        Assert.StartsWith("table \"first\"\n  extra    index \"ix_first_name\" (name)\n", named.Next, StringComparison.Ordinal);
        Assert.Equal(["aaaaaaaaaaa7"], await database.RowsAsync("select version_num from alembic_version"));
    }

    /// <summary>A revision may be spelled for each engine: what it makes on this one is the history's, too.</summary>
    [Fact]
    public async Task Table_that_a_revision_makes_on_this_engine_alone_is_in_the_way_of_an_older_one()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(WithEngines).UpgradeAsync(cancellationToken: Stop);

        var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
            () => database.Runner(WithEngines).StampAsync("aaaaaaaaaaa1", cancellationToken: Stop));

        Assert.Matches("^extra    table \"on_(postgres|sqlite)\"\n", error.Next);
    }

    [Fact]
    public async Task Schema_that_the_revision_makes_is_recorded()
    {
        await using var database = await AtAsync("head");
        await database.ExecuteAsync("""drop table "VersionInfo"; delete from letta_migration_ledger""");

        var result = await database.Runner(Sample.All).StampAsync("head", cancellationToken: Stop);

        Assert.True(result.Verified);
        Assert.Equal(["first", "second", "third"], result.Recorded.Select(r => r.Name));
        Assert.Equal(["stamp", "stamp", "stamp"], await database.RowsAsync("select direction from letta_migration_ledger order by id"));
        Assert.Empty((await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop)).Applied);
    }

    [Fact]
    public async Task Tables_that_no_revision_makes_are_none_of_its_business()
    {
        await using var database = await AtAsync("head");
        await database.ExecuteAsync("create table somebodys (id integer); update alembic_version set version_num = 'aaaaaaaaaaa1'");

        await database.Runner(Sample.All).StampAsync("head", cancellationToken: Stop);

        Assert.Equal(["aaaaaaaaaaa3"], await database.RowsAsync("select version_num from alembic_version"));
    }

    [Fact]
    public async Task Tables_of_later_revisions_are_in_the_way_of_an_earlier_one_and_of_base()
    {
        await using var database = await AtAsync("head");
        await database.ExecuteAsync("create table somebodys (id integer)");

        var first = await RefusedAsync(
            database,
            "aaaaaaaaaaa1",
            $"{database.Target} is not at aaaaaaaaaaa1: its schema departs from what that revision makes in 2 places.");
        var nothing = await RefusedAsync(
            database, "base", $"{database.Target} is not at base: its schema departs from what that revision makes in 3 places.");

        Assert.StartsWith("extra    table \"second\"\nextra    table \"third\"\n", first.Next, StringComparison.Ordinal);
        Assert.StartsWith(
            "extra    table \"first\"\nextra    table \"second\"\nextra    table \"third\"\n", nothing.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unverified_it_is_recorded_all_the_same_and_the_ledger_says_so()
    {
        await using var database = await AtAsync("+1");

        var result = await database.Runner(Sample.All).StampAsync("head", unverified: true, cancellationToken: Stop);

        Assert.False(result.Verified);
        Assert.Equal(
            ["up|first", "drift|stamped aaaaaaaaaaa3 without comparing the schema", "stamp|second", "stamp|third"],
            await database.RowsAsync("select direction, name from letta_migration_ledger order by id"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Alembic_version_that_this_build_does_not_know_is_never_written_over(bool unverified)
    {
        await using var database = await AtAsync("head");
        await database.ExecuteAsync("update alembic_version set version_num = 'bbbbbbbbbbbb'");
        var before = await RecordsAsync(database);

        var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
            () => database.Runner(Sample.All).StampAsync("aaaaaaaaaaa1", unverified, cancellationToken: Stop));

        Assert.EndsWith(
            "says bbbbbbbbbbbb, which this build does not know: Alembic has moved it since.", error.What, StringComparison.Ordinal);
        Assert.Equal(
            "If a newer Letta brought it there, use a build that has that revision; letta-migrate history lists those of this one.",
            error.Next);
        Assert.Equal(before, await RecordsAsync(database));
    }

    [Fact]
    public async Task Stamp_back_names_what_it_takes_out_of_the_record()
    {
        await using var database = await AtAsync("head");
        await database.ExecuteAsync("drop table third; drop table second");
        MigrationProgress.Planned? plan = null;

        var result = await database.Runner(Sample.All).StampAsync(
            "aaaaaaaaaaa1", progress: new InlineProgress(p => plan = p as MigrationProgress.Planned ?? plan), cancellationToken: Stop);

        Assert.Equal(["third", "second"], result.Unrecorded.Select(r => r.Name));
        Assert.Empty(result.Recorded);
        Assert.Equal(["third", "second"], plan!.Unrecorded.Select(r => r.Name));
        Assert.Empty(plan.Recorded);
        Assert.Equal(
            ["third (taken out of the record)", "second (taken out of the record)"],
            await database.RowsAsync("select name from letta_migration_ledger where direction = 'stamp' order by id"));
    }

    [Fact]
    public async Task Revision_that_was_skipped_is_named_when_the_stamp_records_it()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Sample.WithoutSecond).UpgradeAsync(cancellationToken: Stop);
        await database.ExecuteAsync("create table second (id INTEGER not null, constraint second_pkey primary key (id))");
        MigrationProgress.Planned? plan = null;

        var result = await database.Runner(Sample.All).StampAsync(
            "aaaaaaaaaaa3", progress: new InlineProgress(p => plan = p as MigrationProgress.Planned ?? plan), cancellationToken: Stop);

        Assert.Equal(["second"], plan!.Skipped.Select(r => r.Name));
        Assert.Equal(["second"], result.Recorded.Select(r => r.Name));
    }

    [Fact]
    public async Task Record_of_alembic_that_says_more_than_base_is_emptied_where_base_is_stamped()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Sample.All).UpgradeAsync("+1", cancellationToken: Stop);
        await database.Runner(Sample.All).DowngradeAsync("base", cancellationToken: Stop);
        await database.ExecuteAsync("insert into alembic_version values ('aaaaaaaaaaa1')");

        var result = await database.Runner(Sample.All).StampAsync("base", cancellationToken: Stop);

        Assert.Null(result.To);
        Assert.Empty(result.Unrecorded);
        Assert.Empty(await database.RowsAsync("select version_num from alembic_version"));
        Assert.Equal(3, (await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop)).Applied.Count);
    }

    private static async Task<UnexpectedDatabaseException> RefusedAsync(TestDatabase database, string to, string what)
    {
        var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
            () => database.Runner(Sample.All).StampAsync(to, cancellationToken: Stop));
        Assert.Equal(what, error.What);
        return error;
    }

    private async Task<TestDatabase> AtAsync(string target)
    {
        var database = await engine.CreateAsync();
        await database.Runner(Sample.All).UpgradeAsync(target, cancellationToken: Stop);
        return database;
    }

    private static async Task<IReadOnlyList<string>> RecordsAsync(TestDatabase database) =>
    [
        .. await database.RowsAsync("""select "Version" from "VersionInfo" order by 1"""),
        .. await database.RowsAsync("select id, direction from letta_migration_ledger order by 1"),
        .. await database.RowsAsync("select version_num from alembic_version order by 1"),
    ];

    [Revision(20250102000000, "aaaaaaaaaaa6", "names")]
    public sealed class Named : Revision
    {
        public override void Up() => Create.Column("name").OnTable("first").AsVarchar().Nullable();

        public override void Down() => Delete.Column("name").FromTable("first");
    }

    [Revision(20250103000000, "aaaaaaaaaaa7", "an index")]
    public sealed class Indexed : Revision
    {
        public override void Up() => Create.Index("ix_first_name").OnTable("first").OnColumn("name").Ascending();

        public override void Down() => Delete.Index("ix_first_name").OnTable("first");
    }

    [Revision(20250103000000, "aaaaaaaaaaa9", "for each engine")]
    public sealed class ForEachEngine : Revision
    {
        public override void Up()
            => Create.Table(OnPostgres ? "on_postgres" : "on_sqlite").WithColumn("id").AsInt32().PrimaryKey("pk_of_engine");

        public override void Down() => Delete.Table(OnPostgres ? "on_postgres" : "on_sqlite");
    }
}

public sealed class SqliteStampTests(SqliteEngine engine) : StampSpec(engine);

public sealed class PostgresStampTests(PostgresEngine engine) : StampSpec(engine)
{
    private readonly PostgresEngine _engine = engine;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Role_that_may_not_make_a_shadow_is_shown_what_to_grant_or_to_record_without_comparing()
    {
        await using var database = (PostgresTestDatabase)await _engine.CreateAsync();
        await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop);
        var role = $"stamper_{database.Settings.Database}";
        await database.ExecuteAsync(
            $"""
            create role {role} login password 'stamper'; grant usage, create on schema public to {role};
            grant select, insert, update, delete on all tables in schema public to {role};
            revoke temporary on database {database.Settings.Database} from public;
            update alembic_version set version_num = 'aaaaaaaaaaa1'
            """);
        foreach (var table in await database.RowsAsync("select tablename from pg_tables where schemaname = 'public'"))
            await database.ExecuteAsync($"alter table \"{table}\" owner to {role}");
        var limited = new PostgresTestDatabase(
            new Npgsql.NpgsqlConnectionStringBuilder(database.Settings.ConnectionString) { Username = role, Password = "stamper" });

        var error = await Assert.ThrowsAsync<PrerequisiteMissingException>(
            () => limited.Runner(Sample.All).StampAsync("head", cancellationToken: Stop));
        var result = await limited.Runner(Sample.All).StampAsync("head", unverified: true, cancellationToken: Stop);

        Assert.Equal(
            $"""
            An administrator runs: GRANT TEMPORARY ON DATABASE "{limited.Settings.Database}" TO "{role}";
            Or, if you know the schema to be right, record it without comparing: letta-migrate stamp aaaaaaaaaaa3 --unverified
            """,
            error.Next);
        Assert.False(result.Verified);
        await database.ExecuteAsync($"drop owned by {role}; drop role {role}");
    }
}
