using Letta.Migrations.Errors;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

/// <summary>What adopting does on either engine, on a history of three tables, the middle one unknown to Alembic.</summary>
public abstract class AdoptSpec(TestEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Adopting_records_every_revision_up_to_the_one_that_alembic_names()
    {
        await using var database = await AlembicsAsync("aaaaaaaaaaa3", "first", "second", "third");

        var result = await database.Runner(Sample.All).AdoptAsync(cancellationToken: Stop);

        Assert.Null(result.From);
        Assert.Equal("aaaaaaaaaaa3", result.To!.Id);
        Assert.Equal(["20250101000000", "20250102000000", "20250103000000"], await VersionsAsync(database));
        Assert.Equal(["aaaaaaaaaaa3"], await database.RowsAsync("select version_num from alembic_version"));
        Assert.Equal(
            ["20250101000000|adopt", "20250102000000|adopt", "20250103000000|adopt"],
            await database.RowsAsync("select version, direction from letta_migration_ledger order by id"));
        Assert.Empty((await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop)).Applied);
    }

    [Fact]
    public async Task Upgrading_goes_on_from_where_a_database_was_adopted()
    {
        await using var database = await AlembicsAsync("aaaaaaaaaaa1", "first");
        await database.ExecuteAsync("insert into first (id) values (7)");
        await database.Runner(Sample.All).AdoptAsync(cancellationToken: Stop);

        var result = await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(["second", "third"], result.Applied.Select(a => a.Revision.Name));
        Assert.Equal(["7"], await database.RowsAsync("select id from first"));
    }

    [Fact]
    public async Task Adopting_what_is_adopted_does_nothing()
    {
        await using var database = await AlembicsAsync("aaaaaaaaaaa1", "first");
        await database.Runner(Sample.All).AdoptAsync(cancellationToken: Stop);

        var again = await database.Runner(Sample.All).AdoptAsync(cancellationToken: Stop);

        Assert.Empty(again.Applied);
        Assert.Equal("aaaaaaaaaaa1", again.To!.Id);
        Assert.Equal(1, await database.ScalarAsync<int>("select count(*) from letta_migration_ledger"));
    }

    [Fact]
    public async Task Adopting_again_what_alembic_says_it_moved_is_refused_where_the_schema_is_another()
    {
        await using var database = await AlembicsAsync("aaaaaaaaaaa1", "first");
        await database.Runner(Sample.All).AdoptAsync(cancellationToken: Stop);
        await database.ExecuteAsync("update alembic_version set version_num = 'aaaaaaaaaaa3'");

        await RefusedAsync(
            database,
            "{0} is at aaaaaaaaaaa3 by \"alembic_version\", but its schema departs from that revision in 2 places.",
            "missing  table \"second\"");
        Assert.Equal(["20250101000000"], await VersionsAsync(database));
        Assert.Equal(1, await database.ScalarAsync<int>("select count(*) from letta_migration_ledger"));
    }

    [Fact]
    public async Task A_missing_and_an_extra_table_and_column_are_all_printed_and_nothing_is_changed()
    {
        await using var database = await AlembicsAsync("aaaaaaaaaaa3", "first", "third", "fourth");
        await database.ExecuteAsync("alter table third add column shoe_size integer");

        var error = await RefusedAsync(
            database,
            "{0} is at aaaaaaaaaaa3 by \"alembic_version\", but its schema departs from that revision in 3 places.",
            "letta-migrate adopt --accept-drift");

        Assert.Equal(
            """
            extra    table "fourth"
            missing  table "second"
            table "third"
              extra    column "shoe_size" integer null
            Fix them and run the same command again; or, if you know them to be harmless, accept them: letta-migrate adopt --accept-drift
            """,
            error.Next);
        Assert.Equal(ExitCode.Unexpected, error.Code);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => VersionsAsync(database));
    }

    [Fact]
    public async Task Accepted_drift_is_written_into_the_ledger_difference_by_difference()
    {
        await using var database = await AlembicsAsync("aaaaaaaaaaa1", "first", "fourth");
        await database.ExecuteAsync("alter table first add column shoe_size integer");

        var result = await database.Runner(Sample.All).AdoptAsync(acceptDrift: true, cancellationToken: Stop);

        Assert.Equal("aaaaaaaaaaa1", result.To!.Id);
        Assert.Equal(
            [
                "20250101000000|drift|extra    column \"shoe_size\" integer null of \"first\"",
                "20250101000000|drift|extra    table \"fourth\"",
                "20250101000000|adopt|first",
            ],
            await database.RowsAsync("select version, direction, name from letta_migration_ledger order by id"));
        Assert.Equal("shoe_size", await database.ScalarAsync<string>("select 'shoe_size' from (select count(shoe_size) from first) t"));
    }

    [Fact]
    public async Task An_empty_database_is_to_be_upgraded_instead()
    {
        await using var database = await engine.CreateAsync();

        await RefusedAsync(database, "{0} is empty: there is nothing to adopt.", "Bring it to head: letta-migrate upgrade");
    }

    [Fact]
    public async Task Tables_without_a_record_that_no_revision_makes_are_refused_with_the_nearest()
    {
        await using var database = await AlembicsAsync("x", "first");
        await database.ExecuteAsync("drop table alembic_version; create table shoes (size integer)");

        await RefusedAsync(
            database,
            "Nothing records the revision of {0}, and its schema is that of none. The nearest is aaaaaaaaaaa1 (first), with 1 difference.",
            "extra    table \"shoes\"\nCorrect them");
    }

    [Fact]
    public async Task Tables_with_an_empty_record_of_alembic_are_adopted_by_their_schema()
    {
        await using var database = await AlembicsAsync("x", "first", "second");
        await database.ExecuteAsync("delete from alembic_version");

        var result = await database.Runner(Sample.All).AdoptAsync(cancellationToken: Stop);

        Assert.Equal(("20250102000000", true), (result.To!.Id, result.LackedRecord));
        Assert.Equal(["20250101000000", "20250102000000"], await VersionsAsync(database));
        Assert.Equal(["aaaaaaaaaaa1"], await database.RowsAsync("select version_num from alembic_version"));
    }

    [Fact]
    public async Task Two_heads_are_refused()
    {
        await using var database = await AlembicsAsync("aaaaaaaaaaa3", "first");
        await database.ExecuteAsync("insert into alembic_version values ('aaaaaaaaaaa1')");

        await RefusedAsync(database, "{0} has 2 heads in \"alembic_version\": aaaaaaaaaaa1, aaaaaaaaaaa3.", "delete the other rows");
    }

    [Fact]
    public async Task A_revision_that_this_build_does_not_know_is_refused()
    {
        await using var database = await AlembicsAsync("ffffffffffff", "first");

        await RefusedAsync(
            database, "{0} is at ffffffffffff by \"alembic_version\", which this build does not know.", "letta-migrate history");
    }

    private async Task<TestDatabase> AlembicsAsync(string revision, params string[] tables)
    {
        var database = await engine.CreateAsync();
        foreach (var table in tables)
            await database.ExecuteAsync($"create table {table} (id integer not null, constraint {table}_pkey primary key (id))");
        await database.ExecuteAsync(
            "create table alembic_version (version_num varchar(32) not null, constraint alembic_version_pkc primary key (version_num))");
        await database.ExecuteAsync($"insert into alembic_version values ('{revision}')");
        return database;
    }

    private static async Task<MigrationException> RefusedAsync(TestDatabase database, string what, string next)
    {
        var error
            = await Assert.ThrowsAsync<UnexpectedDatabaseException>(() => database.Runner(Sample.All).AdoptAsync(cancellationToken: Stop));
        Assert.Equal(what.Replace("{0}", database.Target.ToString(), StringComparison.Ordinal), error.What);
        Assert.Contains(next, error.Next, StringComparison.Ordinal);
        return error;
    }

    private static Task<IReadOnlyList<string>> VersionsAsync(TestDatabase database)
        => database.RowsAsync("""select "Version" from "VersionInfo" order by 1""");
}
