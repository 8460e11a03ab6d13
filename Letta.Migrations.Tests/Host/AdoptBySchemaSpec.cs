using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>What the verb <c>adopt</c> prints where nothing records the revision, and how it ends.</summary>
[Trait("Runs", "letta")]
public abstract class AdoptBySchemaSpec(TestEngine engine)
{
    /// <summary>How the database is named in front of what is said of it.</summary>
    protected abstract string Shown(TestDatabase database);

    [Fact]
    public async Task A_schema_of_one_revision_is_recorded_as_that()
    {
        await using var database = await UnrecordedAsync("good", "+2");

        var letta = await CommandRun.RunAsync(database, "good", "adopt");
        var upgrade = await CommandRun.RunAsync(database, "good", "upgrade", "-q");

        Assert.Equal(
            $"""
            {Shown(database)}   at no recorded revision   target aaaaaaaaaaa2, 2 revisions to record
            At aaaaaaaaaaa2, verified. Adopted by its schema: 2 revisions recorded.

            """,
            letta.Timeless);
        Assert.Equal((0, ""), (letta.Exit, letta.Error));
        Assert.Equal(new CommandRun(0, "At head aaaaaaaaaaa3, verified. 1 applied in T.\n", ""), upgrade with { Out = upgrade.Timeless });
    }

    [Fact]
    public async Task A_record_of_alembic_that_was_emptied_is_written_again()
    {
        await using var database = await UnrecordedAsync("good", "+2");
        await database.ExecuteAsync("create table alembic_version (version_num varchar(32) not null)");

        var letta = await CommandRun.RunAsync(database, "good", "adopt", "--json");

        Assert.Equal(
            """
            {"from":null,"to":{"version":20300101000002,"alembic":"aaaaaaaaaaa2","name":"create pears, which grow slower"},"applied":[],"lost":[],"due":[],"verified":true,"recorded":[{"version":20300101000001,"alembic":"aaaaaaaaaaa1","name":"create apples"},{"version":20300101000002,"alembic":"aaaaaaaaaaa2","name":"create pears, which grow slower"}],"unrecorded":[],"identified":{"revisions":[{"version":20300101000002,"alembic":"aaaaaaaaaaa2","name":"create pears, which grow slower"}],"nearest":null,"differences":[]}}

            """,
            letta.Timeless);
        Assert.Equal((0, ""), (letta.Exit, letta.Error));
        Assert.Equal(["aaaaaaaaaaa2"], await database.RowsAsync("select version_num from alembic_version"));
    }

    [Fact]
    public async Task A_schema_of_several_revisions_is_recorded_as_the_one_that_is_named()
    {
        await using var database = await UnrecordedAsync("polishing", "+3");

        var letta = await CommandRun.RunAsync(database, "polishing", "adopt");
        var json = await CommandRun.RunAsync(database, "polishing", "adopt", "--json");
        var named = await CommandRun.RunAsync(database, "polishing", "adopt", "20300401000002");
        var upgrade = await CommandRun.RunAsync(database, "polishing", "upgrade", "-q");

        Assert.Equal((7, ""), (letta.Exit, letta.Out));
        Assert.Equal(
            $"""
            Nothing records the revision of {Shown(database)}, and its schema is that of 2 revisions.
                20300401000002  create pears
                20300401000003  polish the pears
              Name the one that was applied last: letta-migrate adopt <revision>. An upgrade then runs those after it.
            Nothing was changed. (exit 7)

            """,
            letta.Error);
        Assert.Equal(7, json.Exit);
        Assert.StartsWith("""{"error":{"code":7,"what":"Nothing records the revision of """, json.Out, StringComparison.Ordinal);
        Assert.EndsWith(
            "\"},\"identified\":{\"revisions\":[{\"version\":20300401000002,\"alembic\":null,\"name\":\"create pears\"},"
            + "{\"version\":20300401000003,\"alembic\":null,\"name\":\"polish the pears\"}],\"nearest\":null,\"differences\":[]}}\n",
            json.Out,
            StringComparison.Ordinal);
        Assert.Equal((0, ""), (named.Exit, named.Error));
        Assert.EndsWith("At 20300401000002, verified. Adopted by its schema: 2 revisions recorded.\n", named.Out, StringComparison.Ordinal);
        Assert.Equal(new CommandRun(0, "At head 20300401000004, verified. 2 applied in T.\n", ""), upgrade with { Out = upgrade.Timeless });
    }

    [Fact]
    public async Task A_schema_of_no_revision_is_refused_with_the_nearest_and_recorded_only_where_that_is_named_and_accepted()
    {
        await using var database = await UnrecordedAsync("good", "+2");
        await database.ExecuteAsync("alter table apples add column shoe_size integer; create table shoes (size integer)");

        var letta = await CommandRun.RunAsync(database, "good", "adopt");
        var json = await CommandRun.RunAsync(database, "good", "adopt", "--json");
        var accepted = await CommandRun.RunAsync(database, "good", "adopt", "--accept-drift");
        var named = await CommandRun.RunAsync(database, "good", "adopt", "aaaaaaaaaaa2");
        var recorded = await database.RowsAsync(VersionTables);
        var both = await CommandRun.RunAsync(database, "good", "adopt", "aaaaaaaaaaa2", "--accept-drift", "-q");

        Assert.Equal((5, ""), (letta.Exit, letta.Out));
        Assert.Equal(
            $"""
            Nothing records the revision of {Shown(database)}, and its schema is that of none. The nearest is aaaaaaaaaaa2 (create pears, which grow slower), with 2 differences.
              table "apples"
                extra    column "shoe_size" integer null
              extra    table "shoes"
              Correct them and run the same command again. If it is that revision: letta-migrate adopt aaaaaaaaaaa2 compares with it alone, and accepts with --accept-drift what is harmless.
            Nothing was changed. (exit 5)

            """,
            letta.Error);
        Assert.Equal(5, json.Exit);
        Assert.EndsWith(
            """
            "},"identified":{"revisions":[],"nearest":{"version":20300101000002,"alembic":"aaaaaaaaaaa2","name":"create pears, which grow slower"},"differences":[{"kind":"extra","table":"apples","object":"column","name":"shoe_size","expected":null,"actual":"integer null"},{"kind":"extra","table":null,"object":"table","name":"shoes","expected":null,"actual":""}]}}

            """,
            json.Out,
            StringComparison.Ordinal);
        Assert.Equal(letta with { Out = "" }, accepted);
        Assert.Equal(5, named.Exit);
        Assert.Equal(
            $"""
            {Shown(database)} was said to be at aaaaaaaaaaa2, but its schema departs from that revision in 2 places.
              table "apples"
                extra    column "shoe_size" integer null
              extra    table "shoes"
              Fix them and run the same command again; or, if you know them to be harmless, accept them: letta-migrate adopt aaaaaaaaaaa2 --accept-drift
            Nothing was changed. (exit 5)

            """,
            named.Error);
        Assert.Empty(recorded);
        Assert.Equal(new CommandRun(0, "At aaaaaaaaaaa2, verified. Adopted by its schema: 2 revisions recorded.\n", ""), both);
        Assert.Equal(2, await database.ScalarAsync<int>("select count(*) from letta_migration_ledger where direction = 'drift'"));
    }

    [Fact]
    public async Task Tables_of_something_else_are_refused()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync("create table shoes (size integer)");

        var letta = await CommandRun.RunAsync(database, "good", "adopt");
        var upgrade = await CommandRun.RunAsync(database, "good", "upgrade");

        Assert.Equal(
            new CommandRun(
                5,
                "",
                $"""
                Nothing records the revision of {Shown(database)}, and its tables ("shoes" is one) are not those of this history.
                  Use an empty database or another schema.
                Nothing was changed. (exit 5)

                """),
            letta);
        Assert.Equal(5, upgrade.Exit);
        Assert.Contains("Find out from the schema, and record it: letta-migrate adopt.", upgrade.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_revision_that_a_record_contradicts_is_refused()
    {
        await using var database = await UnrecordedAsync("good", "+2");
        await database.ExecuteAsync(
            "create table alembic_version (version_num varchar(32) not null); insert into alembic_version values ('aaaaaaaaaaa2')");

        var unadopted = await CommandRun.RunAsync(database, "good", "adopt", "aaaaaaaaaaa1");
        await CommandRun.RunAsync(database, "good", "adopt", "aaaaaaaaaaa2");
        var adopted = await CommandRun.RunAsync(database, "good", "adopt", "aaaaaaaaaaa1");
        var same = await CommandRun.RunAsync(database, "good", "adopt", "aaaaaaaaaaa2");

        Assert.Equal(
            new CommandRun(
                5,
                "",
                $"""
                {Shown(database)} is at aaaaaaaaaaa2 by its own record, not at aaaaaaaaaaa1.
                  Take it over where it is: letta-migrate adopt. If that record is wrong, and the schema is that of aaaaaaaaaaa1: letta-migrate stamp aaaaaaaaaaa1
                Nothing was changed. (exit 5)

                """),
            unadopted);
        Assert.Equal(unadopted, adopted);
        Assert.Equal(new CommandRun(0, $"{Shown(database)}   at aaaaaaaaaaa2. Already adopted: nothing to do.\n", ""), same);
    }

    /// <summary>The names of the tables that record revisions.</summary>
    protected abstract string VersionTables { get; }

    /// <summary>A database whose tables some revisions made, and with no record of them.</summary>
    private async Task<TestDatabase> UnrecordedAsync(string history, string target)
    {
        var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, history, "upgrade", target);
        await database.ExecuteAsync("""drop table "VersionInfo"; drop table letta_migration_ledger; drop table alembic_version""");
        return database;
    }
}
