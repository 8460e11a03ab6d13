using Letta.Migrations.Backfills;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>Backfills of revisions: when an upgrade carries one out, when it goes on without, and when it must not.</summary>
public abstract class InlineSpec(TestEngine engine)
{
    private static readonly RevisionSet Inline = TestHistory.Named("filling");
    private static readonly RevisionSet Online = TestHistory.Named("filling-online");
    private static readonly MigrationOptions NoInline = new() { NoInline = true };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upgrade_carries_it_out_before_the_next_revision_which_needs_it_done()
    {
        await using var database = await WithItemsAsync(Inline, 1200);

        var result = await database.Runner(Inline).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(["cdcdcdcdcdc2", "cdcdcdcdcdc3"], result.Applied.Select(a => a.Revision.Id));
        Assert.Empty(result.Due);
        await AssertDoneAsync(database, 1200);
    }

    [Fact]
    public async Task Stopped_in_it_the_next_upgrade_to_where_the_database_is_already_goes_on_with_it()
    {
        await using var database = await WithItemsAsync(Inline, 1200);
        var options = new MigrationOptions { MaxBatch = 100, BatchTarget = TimeSpan.FromHours(1) };
        using var stop = new CancellationTokenSource();
        var batches = 0;
        var progress = new InlineProgress(p =>
        {
            if (p is MigrationProgress.Backfilled && ++batches == 3)
                stop.Cancel();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => database.Runner(Inline, options).UpgradeAsync("cdcdcdcdcdc2", progress, stop.Token));
        var at = await database.RowsAsync("select version_num from alembic_version");
        var half = await database.RowsAsync("select changed, count(*) from items group by changed order by changed");
        var waiting = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
            () => database.Runner(RevisionSet.From([typeof(Filling.Items), typeof(Filling.Doubled)]))
                .WaitAsync(TimeSpan.Zero, cancellationToken: Stop));
        var result = await database.Runner(Inline).UpgradeAsync("cdcdcdcdcdc2", cancellationToken: Stop);

        Assert.Equal(["cdcdcdcdcdc2"], at);
        Assert.Equal(["0|900", "1|300"], half);
        Assert.Equal($"{database.Target} is at head cdcdcdcdcdc2, but its backfill \"double_items\" is not done.", waiting.What);
        Assert.Empty(result.Applied);
        await AssertDoneAsync(database, 1200);
    }

    [Fact]
    public async Task Nothing_is_recorded_where_no_row_waits()
    {
        await using var empty = await engine.CreateAsync();
        await using var database = await WithItemsAsync(Inline, 0);

        await empty.Runner(Inline).UpgradeAsync(cancellationToken: Stop);
        await database.Runner(Inline).UpgradeAsync(cancellationToken: Stop);

        Assert.Empty(await empty.RowsAsync("select name from letta_migration_backfill"));
        Assert.Empty(await database.RowsAsync("select name from letta_migration_backfill"));
    }

    [Fact]
    public async Task Online_it_is_recorded_of_an_empty_table_too_for_older_applications_may_add_rows_yet()
    {
        await using var database = await WithItemsAsync(Online, 0);

        var result = await database.Runner(Online).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync("insert into items (id, value) values (1, 21), (2, 22)");
        await database.Runner(Online).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(["double_items"], result.Due.Select(d => d.Name));
        await AssertDoneAsync(database, 2);
    }

    [Fact]
    public async Task Online_it_is_not_recorded_while_the_history_fills_an_empty_database()
    {
        await using var database = await engine.CreateAsync();

        var result = await database.Runner(Online).UpgradeAsync(cancellationToken: Stop);

        Assert.Empty(result.Due);
        Assert.Empty(await database.RowsAsync("select name from letta_migration_backfill"));
    }

    [Fact]
    public async Task Rows_that_a_history_makes_are_done_while_it_fills_an_empty_database()
    {
        await using var database = await engine.CreateAsync();

        await database.Runner(TestHistory.Named("filling-at-once")).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(["1|21|1|42"], await database.RowsAsync("select id, value, changed, doubled from items"));
    }

    [Fact]
    public async Task Online_the_upgrade_records_it_as_due_and_goes_on()
    {
        await using var database = await WithItemsAsync(Online, 700);

        var result = await database.Runner(Online).UpgradeAsync("+1", cancellationToken: Stop);
        var due = await database.Runner(Online).BackfillsAsync(cancellationToken: Stop);
        var done = await database.Runner(Online).BackfillAsync(cancellationToken: Stop);
        var after = await database.Runner(Online).BackfillsAsync(cancellationToken: Stop);

        Assert.Equal([("double_items", false)], result.Due.Select(d => (d.Name, d.NeedsKey)));
        Assert.Equal([("double_items", BackfillState.Due, BackfillMode.Online)], due.Select(b => (b.Name, b.State, b.Mode)));
        Assert.Equal([("double_items", 700L)], done.Done.Select(d => (d.Name, d.Rows)));
        Assert.Equal([("double_items", BackfillState.Done, 700L)], after.Select(b => (b.Name, b.State, b.RowsDone)));
        await AssertDoneAsync(database, 700);
    }

    [Fact]
    public async Task Revision_that_requires_an_unfinished_one_has_it_finished_first()
    {
        await using var database = await WithItemsAsync(Online, 700);

        await database.Runner(Online).UpgradeAsync(cancellationToken: Stop);

        await AssertDoneAsync(database, 700);
    }

    [Fact]
    public async Task Without_inline_a_revision_that_requires_one_is_refused_and_the_next_step_told()
    {
        await using var database = await WithItemsAsync(Online, 700);

        var error
            = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(Online, NoInline).UpgradeAsync(cancellationToken: Stop));
        var before = await database.RowsAsync("select version_num from alembic_version");
        await database.Runner(Online).BackfillAsync(cancellationToken: Stop);
        await database.Runner(Online, NoInline).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(
            "The backfill \"double_items\" of revision cdcdcdcdcdc2 (double the items beside the applications) is not done, and "
                + "--no-inline lets no upgrade carry it out.",
            error.What);
        Assert.Equal(
            "Run it with: letta-migrate backfill run double_items, then run the same command again; or leave out --no-inline.",
            error.Next);
        Assert.Equal("cdcdcdcdcdc2", error.At);
        Assert.Equal(["cdcdcdcdcdc2"], before);
        await AssertDoneAsync(database, 700);
    }

    [Fact]
    public async Task Without_inline_the_schema_comes_and_what_is_not_done_is_no_success()
    {
        await using var database = await WithItemsAsync(Inline, 700);

        for (var again = 0; again < 2; again++)
        {
            var error = await Assert.ThrowsAsync<NeedsHumanException>(
                () => database.Runner(Inline, NoInline).UpgradeAsync(cancellationToken: Stop));
            Assert.Equal("cdcdcdcdcdc2", error.At);
            Assert.Equal(["0|700"], await database.RowsAsync("select changed, count(*) from items where doubled is null group by changed"));
        }

        await database.Runner(Inline, NoInline).BackfillAsync(cancellationToken: Stop);
        await database.Runner(Inline, NoInline).UpgradeAsync(cancellationToken: Stop);
        await AssertDoneAsync(database, 700);
    }

    [Fact]
    public async Task Requirement_of_what_no_earlier_revision_declares_is_refused_before_anything()
    {
        var history = TestHistory.Named("filling-nothing");
        await using var database = await WithItemsAsync(history, 1);

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => database.Runner(history).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal(
            "Revision cdcdcdcdcdc3 (requires what is not there) requires the backfill \"double_them\", which no revision before it "
                + "declares.",
            error.What);
        Assert.Equal(["cdcdcdcdcdc1"], await database.RowsAsync("select version_num from alembic_version"));
    }

    [Fact]
    public async Task Way_back_of_its_revision_forgets_it_and_whoever_works_on_it_stops()
    {
        await using var database = await WithItemsAsync(Online, 700);
        await database.Runner(Online).UpgradeAsync("+1", cancellationToken: Stop);
        var options = new MigrationOptions { MaxBatch = 50, BatchTarget = TimeSpan.FromHours(1) };
        var taken = false;
        var progress = new InlineProgress(p =>
        {
            if (p is MigrationProgress.Backfilled && !taken)
                database.Runner(Online).DowngradeAsync("cdcdcdcdcdc1", cancellationToken: Stop).GetAwaiter().GetResult();
            taken = true;
        });

        var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(
            () => database.Runner(Online, options).BackfillAsync(progress: progress, cancellationToken: Stop));

        Assert.Equal("The backfill \"double_items\" is recorded no longer: its revision was taken back meanwhile.", error.What);
        Assert.Empty(
            await database.RowsAsync(
                "select name from letta_migration_backfill union all select name from letta_migration_backfill_range"));
        await database.Runner(Online).UpgradeAsync(cancellationToken: Stop);
        Assert.Equal(["1|650", "2|50"], await database.RowsAsync("select changed, count(*) from items group by changed order by changed"));
    }

    [Fact]
    public async Task Upgrade_and_run_that_another_look_finds_not_done_are_no_success()
    {
        var history = TestHistory.Named("filling-to-do");
        await using var inline = await WithItemsAsync(history, 20);
        await using var online = await WithItemsAsync(Online, 20);
        await online.Runner(Online).UpgradeAsync("+1", cancellationToken: Stop);

        var upgrade
            = await Assert.ThrowsAsync<UnexpectedDatabaseException>(() => Undone(inline, history).UpgradeAsync(cancellationToken: Stop));
        var run = await Assert.ThrowsAsync<NeedsHumanException>(() => Undone(online, Online).BackfillAsync(cancellationToken: Stop));

        Assert.Equal("The backfill \"double_items\" should be done now, but another look found that it is not.", upgrade.What);
        Assert.Equal("The backfill \"double_items\" was done, and is due again: somebody recorded it again meanwhile.", run.What);

        static MigrationRunner Undone(TestDatabase database, RevisionSet history)
            => new(
                database.Target,
                new MigrationOptions(),
                new AttentiveLogger(
                    "BackfillDone",
                    () => database.ExecuteAsync("update letta_migration_backfill set state = 'due'").GetAwaiter().GetResult()),
                TimeProvider.System,
                history);
    }

    [Theory]
    [InlineData("update letta_migration_backfill set state = 'paused'", "The backfill \"double_items\" is paused.")]
    [InlineData(
        """
        update letta_migration_backfill set state = 'incomplete';
        insert into letta_migration_backfill_row (name, key, error, attempts) values ('double_items', '["3"]', 'x', 1)
        """,
        "The backfill \"double_items\" is incomplete: 1 row of \"items\" failed (3).")]
    public async Task Run_that_another_look_finds_not_done_says_what_it_is_instead(string meanwhile, string what)
    {
        await using var database = await WithItemsAsync(Online, 20);
        await database.Runner(Online).UpgradeAsync("+1", cancellationToken: Stop);
        var logger = new AttentiveLogger("BackfillDone", () => database.ExecuteAsync(meanwhile).GetAwaiter().GetResult());
        var runner = new MigrationRunner(database.Target, new MigrationOptions(), logger, TimeProvider.System, Online);

        var error = await Assert.ThrowsAsync<NeedsHumanException>(() => runner.BackfillAsync(cancellationToken: Stop));

        Assert.Equal(what, error.What);
    }

    [Fact]
    public void Declaration_that_is_no_backfill_is_reported_when_it_is_collected()
    {
        Assert.Equal("The backfill \"b\" does not say what to do.", Refused(r => r.Backfill("b", "t")));
        Assert.Equal(
            "The backfill \"b\" does two things.",
            Refused(r => r.Backfill("b", "t").Set("a", "1").Statement("delete from t where {range}")));
        Assert.Equal(
            "The statement of the backfill \"b\" has no {range} in it: every batch would do all rows.",
            Refused(r => r.Backfill("b", "t").Statement("delete from t")));
        Assert.Equal(
            "The backfill \"b\" has a statement and a .Where(…) beside it, which the statement would not heed.",
            Refused(r => r.Backfill("b", "t").Statement("delete from t where {range}").Where("a is null")));
        Assert.Equal("\"B-1\" is no name for a backfill.", Refused(r => r.Backfill("B-1", "t").Set("a", "1")));
        Assert.Equal(
            "The backfill \"b\" has no key to walk along, or a column twice in it.",
            Refused(r => r.Backfill("b", "t").Set("a", "1").Key()));
        Assert.Equal("The backfill \"b\" would change \"id\", along which it walks.", Refused(r => r.Backfill("b", "t").Set("id", "1")));
        Assert.Equal("The backfill \"b\" sets \"a\" twice.", Refused(r => r.Backfill("b", "t").Set("a", "1").Set("a", "2")));
        Assert.Equal("The backfill \"b\" writes no column.", Refused(r => r.Backfill("b", "t").Rows(["a"], [], _ => [])));
    }

    private static string Refused(Action<Adhoc> up)
    {
        var revision = new RevisionInfo(1, 20310101000009, null, "wrong") { Create = () => new Adhoc(up) };
        return Assert.Throws<ConfigurationException>(
            () => RevisionSteps.Collect(revision, PlanKind.Up, OfflineSchema.Postgres, schema: null)).What;
    }

    private static async Task AssertDoneAsync(TestDatabase database, int rows)
    {
        Assert.Equal(rows, await database.ScalarAsync<int>("select count(*) from items where changed = 1 and doubled = value * 2"));
        Assert.Equal(rows, await database.ScalarAsync<int>("select count(*) from items"));
        Assert.Equal([$"done|{rows}"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
        Assert.Empty(await database.RowsAsync("select name from letta_migration_backfill_range"));
    }

    private async Task<TestDatabase> WithItemsAsync(RevisionSet history, int rows)
    {
        var database = await engine.CreateAsync();
        await database.Runner(history).UpgradeAsync("+1", cancellationToken: Stop);
        if (rows > 0)
        {
            await database.ExecuteAsync($"""
                insert into items (id, value) with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows}) select i * 3, i from n
                """);
        }

        return database;
    }
}

public sealed class SqliteInlineTests(SqliteEngine engine) : InlineSpec(engine);

public sealed class PostgresInlineTests(PostgresEngine engine) : InlineSpec(engine);
