using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>What the verb <c>adopt</c> prints, and how it ends.</summary>
[Trait("Runs", "letta")]
public abstract class AdoptCommandSpec(TestEngine engine)
{
    /// <summary>How the database is named in front of what is said of it.</summary>
    protected abstract string Shown(TestDatabase database);

    [Fact]
    public async Task Adopt_says_where_the_database_is_and_how_much_was_recorded()
    {
        await using var database = await AlembicsAsync();

        var letta = await CommandRun.RunAsync(database, "good", "adopt");

        Assert.Equal(
            $"""
            {Shown(database)}   at aaaaaaaaaaa2 by Alembic, not adopted   target aaaaaaaaaaa2, 2 revisions to record
            At aaaaaaaaaaa2, verified. Adopted: 2 revisions of Alembic's recorded.

            """,
            letta.Timeless);
        Assert.Equal((0, ""), (letta.Exit, letta.Error));
    }

    [Fact]
    public async Task Adopt_as_json()
    {
        await using var database = await AlembicsAsync();

        var letta = await CommandRun.RunAsync(database, "good", "adopt", "--json");

        Assert.Equal(
            """
            {"from":null,"to":{"version":20300101000002,"alembic":"aaaaaaaaaaa2","name":"create pears, which grow slower"},"applied":[],"lost":[],"due":[],"verified":true,"recorded":[{"version":20300101000001,"alembic":"aaaaaaaaaaa1","name":"create apples"},{"version":20300101000002,"alembic":"aaaaaaaaaaa2","name":"create pears, which grow slower"}],"unrecorded":[]}

            """,
            letta.Timeless);
        Assert.Equal((0, ""), (letta.Exit, letta.Error));
    }

    [Fact]
    public async Task Adopt_of_what_is_adopted_says_in_one_line_that_there_is_nothing_to_do()
    {
        await using var database = await AlembicsAsync();
        await CommandRun.RunAsync(database, "good", "adopt");

        var letta = await CommandRun.RunAsync(database, "good", "adopt");

        Assert.Equal(new CommandRun(0, $"{Shown(database)}   at aaaaaaaaaaa2. Already adopted: nothing to do.\n", ""), letta);
    }

    [Fact]
    public async Task Adopt_of_another_schema_prints_every_difference_and_is_exit_5()
    {
        await using var database = await AlembicsAsync();
        await database.ExecuteAsync("alter table apples add column shoe_size integer; create table shoes (size integer)");

        var letta = await CommandRun.RunAsync(database, "good", "adopt");
        var json = await CommandRun.RunAsync(database, "good", "adopt", "--json");

        Assert.Equal(5, letta.Exit);
        Assert.Equal(
            $"""
            {Shown(database)} is at aaaaaaaaaaa2 by "alembic_version", but its schema departs from that revision in 2 places.
              table "apples"
                extra    column "shoe_size" integer null
              extra    table "shoes"
              Fix them and run the same command again; or, if you know them to be harmless, accept them: letta-migrate adopt --accept-drift
            Nothing was changed. (exit 5)

            """,
            letta.Error);
        Assert.Equal(5, json.Exit);
        Assert.StartsWith("""{"error":{"code":5,""", json.Out, StringComparison.Ordinal);
        Assert.Contains("column \\\"shoe_size\\\" integer null\\nextra    table \\\"shoes\\\"\\n", json.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_that_accepts_drift_says_so_in_the_ledger()
    {
        await using var database = await AlembicsAsync();
        await database.ExecuteAsync("create table shoes (size integer)");

        var letta = await CommandRun.RunAsync(database, "good", "adopt", "--accept-drift", "-q");

        Assert.Equal(new CommandRun(0, "At aaaaaaaaaaa2, verified. Adopted: 2 revisions of Alembic's recorded.\n", ""), letta);
        Assert.Equal(
            ["extra    table \"shoes\""], await database.RowsAsync("select name from letta_migration_ledger where direction = 'drift'"));
    }

    /// <summary>As Alembic would have made the first two of three revisions.</summary>
    private async Task<TestDatabase> AlembicsAsync()
    {
        var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "good", "upgrade", "+2");
        await database.ExecuteAsync("""drop table "VersionInfo"; drop table letta_migration_ledger""");
        return database;
    }
}
