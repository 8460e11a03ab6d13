using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Host;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>A stamp over a revision with a backfill looks whether rows wait for it.</summary>
public abstract class StampedBackfillSpec(TestEngine engine)
{
    private static readonly RevisionSet Online = TestHistory.Named("filling-due");
    private static readonly RevisionSet Inline = TestHistory.Named("filling-to-do");
    private static readonly RevisionSet WithCondition = RevisionSet.From([typeof(Filling.Items), typeof(Filling.DoubledWhereNull)]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Back_and_forth_over_an_online_backfill_leaves_it_due()
    {
        await using var database = await WithItemsAsync(Online);

        await database.Runner(Online).StampAsync("cdcdcdcdcdc1", unverified: true, cancellationToken: Stop);
        var forgotten = await database.RowsAsync("select name from letta_migration_backfill");
        var result = await database.Runner(Online).StampAsync("head", cancellationToken: Stop);

        Assert.Empty(forgotten);
        Assert.Equal(["double_items"], result.Due.Select(d => d.Name));
        Assert.Equal(
            ["double_items|20310101000002|online|due"],
            await database.RowsAsync("select name, version, mode, state from letta_migration_backfill"));
        await database.Runner(Online).BackfillAsync(cancellationToken: Stop);
        Assert.Equal(["1|42|1", "2|44|1"], await database.RowsAsync("select id, doubled, changed from items order by id"));
    }

    [Fact]
    public async Task Inline_it_is_left_to_the_next_upgrade_for_a_stamp_runs_nothing()
    {
        await using var database = await WithItemsAsync(Online);
        await database.Runner(Inline).StampAsync("cdcdcdcdcdc1", unverified: true, cancellationToken: Stop);

        var result = await database.Runner(Inline).StampAsync("head", cancellationToken: Stop);
        var untouched = await database.RowsAsync("select id, doubled from items order by id");
        await database.Runner(Inline).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(["double_items"], result.Due.Select(d => d.Name));
        Assert.Equal(["1|null", "2|null"], untouched);
        Assert.Equal(["1|42", "2|44"], await database.RowsAsync("select id, doubled from items order by id"));
    }

    [Theory]
    [InlineData("update items set doubled = 1", false)]
    [InlineData("update items set doubled = 1 where id = 1", true)]
    public async Task Condition_says_whether_rows_wait(string done, bool due)
    {
        await using var database = await WithItemsAsync(Online);
        await database.ExecuteAsync(done);
        await database.Runner(WithCondition).StampAsync("cdcdcdcdcdc1", unverified: true, cancellationToken: Stop);

        var result = await database.Runner(WithCondition).StampAsync("head", cancellationToken: Stop);

        Assert.Equal(due ? ["double_items"] : [], result.Due.Select(d => d.Name));
        Assert.Equal(due ? ["due"] : [], await database.RowsAsync("select state from letta_migration_backfill"));
    }

    [Fact]
    public async Task Plan_and_result_say_what_is_recorded_and_what_is_taken_out()
    {
        await using var database = await WithItemsAsync(Online);

        var back = await InProcess.RunAsync(database, Online, model: null, "stamp", "cdcdcdcdcdc1", "--unverified");
        var forth = await InProcess.RunAsync(database, Online, model: null, "stamp", "head");
        var again = await InProcess.RunAsync(database, Online, model: null, "stamp", "head");
        var json = await InProcess.RunAsync(database, Online, model: null, "stamp", "cdcdcdcdcdc1", "--unverified", "--json");

        Assert.Equal(
            $"""
            {database.Target}   at cdcdcdcdcdc2   target cdcdcdcdcdc1, 1 revision to take out of the record
              warning: the schema is not compared with what cdcdcdcdcdc1 makes. If it is another one, the next upgrade builds on what is not there.
            At cdcdcdcdcdc1 by the record alone: the schema was not compared. Only recorded: 1 revision taken out of the record, no revision was run.

            """,
            back.Out);
        Assert.Equal(
            $"""
            {database.Target}   at cdcdcdcdcdc1   head cdcdcdcdcdc2, 1 revision to record
            At head cdcdcdcdcdc2, verified. Only recorded: no revision was run.

            """,
            forth.Out);
        Assert.Equal($"{database.Target}   at head cdcdcdcdcdc2. Nothing to do.\n", again.Out);
        Assert.EndsWith(
            "\"applied\":[],\"lost\":[],\"due\":[],\"verified\":false,\"recorded\":[],\"unrecorded\":[{\"version\":20310101000002,\"alembic\":\"cdcdcdcdcdc2\",\"name\":\"double the items beside the applications\"}]}\n",
            json.Out,
            StringComparison.Ordinal);
    }

    private async Task<TestDatabase> WithItemsAsync(RevisionSet history)
    {
        var database = await engine.CreateAsync();
        await database.Runner(history).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync("insert into items (id, value) values (1, 21), (2, 22)");
        await database.Runner(history).UpgradeAsync(cancellationToken: Stop);
        return database;
    }
}

public sealed class SqliteStampedBackfillTests(SqliteEngine engine) : StampedBackfillSpec(engine);

public sealed class PostgresStampedBackfillTests(PostgresEngine engine) : StampedBackfillSpec(engine);
