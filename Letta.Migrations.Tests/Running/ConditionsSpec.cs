using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

/// <summary>
/// What rows refuse is reported at once, and before the first change of a run; but never what an earlier revision of the run corrects.
/// </summary>
public abstract class ConditionsSpec(TestEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_revision_reports_everything_that_it_refuses_in_one_answer()
    {
        var history = Orchard.With(typeof(Orchard.Demanding));
        await using var database = await WithPearsAsync(history, "(1, null, 10), (2, 'red', 3)");

        var error = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(history).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal(
            """
            1 row of "pears" must not have a size beyond 9: 1. 1 row of "pears" must not have NULL in "colour": 1. Revision eeeeeeeeee11 would lose their sizes, 2 rows of "pears" (1, 2): nobody asks for them.
            """,
            error.What);
        Assert.Equal(
            """
            see them   select id from pears where size > 9 order by id
            then       cut them
            see them   select id from pears where "colour" is null order by id
            then       set "colour" of each, or delete them
            see them   select id from pears where size is not null order by id
            then       save what is still needed
            at last    run the same command again, with --accept-loss if what is lost may go
            """,
            error.Next);
    }

    [Fact]
    public async Task Conditions_and_losses_of_later_revisions_stop_a_run_before_its_first_change()
    {
        var history = Orchard.With(typeof(Orchard.Taste), typeof(Orchard.NeedColour), typeof(Orchard.Demanding));
        await using var database = await WithPearsAsync(history, "(1, null, 10), (2, 'red', 3)");

        var error = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(history).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal(
            "Revision eeeeeeeeee08: 1 row of \"pears\" must not have NULL in \"colour\": 1. "
                + "Revision eeeeeeeeee11: 1 row of \"pears\" must not have a size beyond 9: 1. "
                + "Revision eeeeeeeeee11: 1 row of \"pears\" must not have NULL in \"colour\": 1. "
                + "Revision eeeeeeeeee11 would lose their sizes, 2 rows of \"pears\" (1, 2): nobody asks for them.",
            error.What);
        Assert.Equal(1, await database.ScalarAsync<int>("""select count(*) from "VersionInfo" """));
    }

    [Fact]
    public async Task Accepted_losses_of_later_revisions_stop_nothing_and_are_recorded_where_they_happen()
    {
        var history = Orchard.With(typeof(Orchard.Taste), typeof(Orchard.Demanding));
        await using var database = await WithPearsAsync(history, "(2, 'red', 3)");

        var result = await database.Runner(history, new MigrationOptions { AcceptLoss = true }).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(["their sizes, 1 row of \"pears\""], result.Applied.SelectMany(a => a.Losses).Select(l => l.ToString()));
    }

    [Theory]
    [InlineData(typeof(Orchard.ColoursByStatement))]
    [InlineData(typeof(Orchard.ColoursByBackfill))]
    [InlineData(typeof(Orchard.ColourlessGo))]
    [InlineData(typeof(Orchard.ColoursInCode))]
    [InlineData(typeof(Orchard.OtherPears))]
    public async Task Rows_that_an_earlier_revision_of_the_run_corrects_are_not_refused(Type correction)
    {
        var history = Orchard.With(correction, typeof(Orchard.NeedColour));
        await using var database = await WithPearsAsync(history, "(1, null, 10), (2, 'red', 3)");

        var result = await database.Runner(history).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(2, result.Applied.Count);
        Assert.Equal(correction == typeof(Orchard.OtherPears) ? [] : ["eeeeeeeeee08"], result.AskedLater.Select(r => r.Id));
    }

    [Fact]
    public async Task Rows_that_a_trigger_may_correct_are_not_refused()
    {
        var history = Orchard.With(typeof(Orchard.TreesGo), typeof(Orchard.NeedColourWithoutTrees));
        await using var database = await WithPearsAsync(history, "(1, null, 10), (2, 'red', 3)");
        await database.ExecuteAsync("insert into trees (id) values (1)");
        await database.ExecuteAsync(database is PostgresTestDatabase
            ? """
              create function colour_pears() returns trigger language plpgsql
                as 'begin update pears set colour = ''green'' where colour is null; return null; end';
              create trigger colour after delete on trees for each row execute function colour_pears()
              """
            : "create trigger colour after delete on trees begin update pears set colour = 'green' where colour is null; end");

        var result = await database.Runner(history).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(["eeeeeeeeee14"], result.AskedLater.Select(r => r.Id));
        Assert.Equal(["1|green", "2|red"], await database.RowsAsync("select id, colour from pears order by id"));
    }

    [Fact]
    public async Task A_view_hides_what_a_condition_looks_at_so_that_it_is_asked_later()
    {
        var history = Orchard.With(typeof(Orchard.ColoursByStatement), typeof(Orchard.NeedEmptyView));
        await using var database = await WithPearsAsync(history, "(1, null, 10), (2, 'red', 3)");
        await database.ExecuteAsync("create view colourless as select id from pears where colour is null");

        var result = await database.Runner(history).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(["eeeeeeeeee15"], result.AskedLater.Select(r => r.Id));
    }

    [Fact]
    public async Task A_table_that_a_revision_of_the_run_creates_and_leaves_empty_has_no_rows_to_a_later_condition()
    {
        var history = Orchard.With(typeof(Orchard.NewTable), typeof(Orchard.NeedBaskets));
        await using var database = await WithPearsAsync(history, "(1, null, 10), (2, 'red', 3)");

        var error = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(history).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal("Revision eeeeeeeeee10: 2 rows of \"pears\" must be in a basket: 1, 2.", error.What);
        Assert.False(await HasTableAsync(database, "baskets"));
        var query = error.Next.Split('\n')[0]["see them   ".Length..];
        Assert.Equal(["1", "2"], await database.RowsAsync(query));
    }

    [Fact]
    public async Task A_refusal_of_a_revision_that_is_only_asked_later_still_stops_it()
    {
        var history = Orchard.With(typeof(Orchard.ColoursByStatement), typeof(Orchard.NeedBaskets), typeof(Orchard.Demanding));
        await using var database = await WithPearsAsync(history, "(2, 'red', 30)");
        await database.ExecuteAsync("create table baskets (pear_id integer not null)");
        await database.ExecuteAsync("insert into baskets (pear_id) values (2)");

        var error = await Assert.ThrowsAsync<NeedsHumanException>(
            () => database.Runner(history, new MigrationOptions { AcceptLoss = true }).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal("Revision eeeeeeeeee11: 1 row of \"pears\" must not have a size beyond 9: 2.", error.What);
    }

    [Fact]
    public async Task A_downgrade_reports_what_rows_refuse_before_it_takes_anything_back()
    {
        var history = Orchard.With(typeof(Orchard.Demanding), typeof(Orchard.Last));
        await using var database = await WithPearsAsync(history, "(1, 'red', null), (2, 'green', null)");
        await database.Runner(history).UpgradeAsync(cancellationToken: Stop);

        var error = await Assert.ThrowsAsync<NeedsHumanException>(
            () => database.Runner(history).DowngradeAsync("eeeeeeeeee01", cancellationToken: Stop));

        Assert.Equal("Revision eeeeeeeeee11: 1 row of \"pears\" must not be red: 1.", error.What);
        Assert.True(await HasTableAsync(database, "last"));
        await database.ExecuteAsync("update pears set colour = 'green'");
        Assert.Equal(2, (await database.Runner(history).DowngradeAsync("eeeeeeeeee01", cancellationToken: Stop)).Applied.Count);
    }

    private async Task<TestDatabase> WithPearsAsync(RevisionSet history, string rows)
    {
        var database = await engine.CreateAsync();
        await database.Runner(history).UpgradeAsync("eeeeeeeeee01", cancellationToken: Stop);
        await database.ExecuteAsync($"insert into pears (id, colour, size) values {rows}");
        return database;
    }

    private static async Task<bool> HasTableAsync(TestDatabase database, string table)
        => await database.ScalarAsync<int>(database is PostgresTestDatabase
            ? $"select count(*) from information_schema.tables where table_name = '{table}'"
            : $"select count(*) from sqlite_schema where name = '{table}'") > 0;
}

public sealed class SqliteConditionsTests(SqliteEngine engine) : ConditionsSpec(engine);

public sealed class PostgresConditionsTests(PostgresEngine engine) : ConditionsSpec(engine);
