using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Golden;
using Letta.Migrations.Tests.History;

namespace Letta.Migrations.Tests.Running;

/// <summary>The files that Letta's Alembic history leaves on SQLite: the same tables as on Postgres, built in another way.</summary>
public sealed class SqliteAdoptTests(SqliteEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tables_are_brought_into_our_shape_with_every_row()
    {
        await using var database = await SqliteAlembicDatabase.CreateWholeAsync(engine);
        await RowFiller.FillAsync(database);
        var rows = await RowFiller.RowsAsync(database);

        var result = await database.Runner().AdoptAsync(cancellationToken: Stop);

        await using var ours = await engine.CreateAsync();
        await ours.Runner().UpgradeAsync(SqliteAlembicDatabase.Revision, cancellationToken: Stop);
        Assert.Equal(SqliteAlembicDatabase.Revision, result.To!.ForeignId);
        Assert.Equal(SqliteAlembicDatabase.Number, result.Applied.Count);
        AssertShapes(ours, database, await RowFiller.SchemaAsync(ours), await RowFiller.SchemaAsync(database));
        Same.Lines(rows, await RowFiller.RowsAsync(database), "rows");
        Assert.True(rows.Count > 40 * RowFiller.RowsEach);
        Assert.Empty((await database.Runner().AdoptAsync(cancellationToken: Stop)).Applied);
    }

    [Fact]
    public async Task A_revision_that_alembic_left_half_done_is_finished_and_its_rows_are_kept()
    {
        await using var database = await SqliteAlembicDatabase.CreateAsync(engine);
        await RowFiller.FillAsync(database);
        var (runs, links) = (
            await database.RowsAsync("select id, status, agent_id from runs order by 1"),
            await database.RowsAsync("select id, run_id from messages order by 1"));

        var result = await database.Runner().AdoptAsync(cancellationToken: Stop);

        await using var ours = await engine.CreateAsync();
        await ours.Runner().UpgradeAsync("567e9fe06270", cancellationToken: Stop);
        Assert.Equal("567e9fe06270", result.To!.ForeignId);
        AssertShapes(ours, database, await RowFiller.SchemaAsync(ours), await RowFiller.SchemaAsync(database));
        Assert.Equal(RowFiller.RowsEach, runs.Count);
        Assert.Empty(runs.Except(await database.RowsAsync("select id, status, agent_id from runs order by 1")));
        Assert.Equal(links, await database.RowsAsync("select id, run_id from messages order by 1"));
        Assert.Equal(
            ["adopt|128", "up|1"],
            await database.RowsAsync("select direction, count(*) from letta_migration_ledger group by 1 order by 1"));
        Assert.Equal(["567e9fe06270"], await database.RowsAsync("select version_num from alembic_version"));
        Assert.Empty(await database.RowsAsync("select name from sqlite_master where name like '%aside%'"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_adopted_file_is_upgraded_to_head_and_every_row_is_where_it_belongs(bool whole)
    {
        await using var database
            = await (whole ? SqliteAlembicDatabase.CreateWholeAsync(engine) : SqliteAlembicDatabase.CreateAsync(engine));
        await RowFiller.FillAsync(database);
        var expected = await RowHomes.AtHeadAsync(database, SqliteAlembicDatabase.Number);
        Assert.True(expected.Count > 40 * RowFiller.RowsEach);
        await database.Runner().AdoptAsync(cancellationToken: Stop);

        await database.Runner(options: new MigrationOptions { AcceptLoss = whole }).UpgradeAsync(cancellationToken: Stop);

        await using var ours = await engine.CreateAsync();
        await ours.Runner().UpgradeAsync(cancellationToken: Stop);
        AssertShapes(ours, database, await RowFiller.SchemaAsync(ours), await RowFiller.SchemaAsync(database));
        Assert.Equal([], expected.Except(await RowHomes.FoundAsync(database)));
        Assert.Empty(await database.RowsAsync("pragma foreign_key_check"));
    }

    [Fact]
    public async Task A_revision_that_alembic_left_half_done_and_that_would_lose_links_is_not_finished_until_that_is_accepted()
    {
        await using var database = await SqliteAlembicDatabase.CreateAsync(engine);
        await RowFiller.FillAsync(database);
        await database.ExecuteAsync("update jobs set job_type = 'job' where id = 'jobs-1'");
        var before = await database.RowsAsync("select sql from sqlite_master");

        var error = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner().AdoptAsync(cancellationToken: Stop));

        Assert.Equal(
            "Revision 567e9fe06270 would lose links to jobs that are no runs of agents, 1 row of \"steps\" (steps-1): a step is of a run; "
            + "and links to jobs that are no runs of agents, 1 row of \"step_metrics\" (steps-1): a step is of a run.",
            error.What);
        Assert.EndsWith(
            "then       save what is still needed, and run the same command again with --accept-loss",
            error.Next,
            StringComparison.Ordinal);
        Assert.Equal(before, await database.RowsAsync("select sql from sqlite_master"));

        var result = await database.Runner(options: new MigrationOptions { AcceptLoss = true }).AdoptAsync(cancellationToken: Stop);

        Assert.Equal("567e9fe06270", result.To!.ForeignId);
        Assert.Equal(["steps", "step_metrics"], result.Applied.SelectMany(a => a.Losses).Select(l => l.Table));
        Assert.Equal(
            ["steps-1|null", "steps-2|jobs-2", "steps-3|jobs-3"], await database.RowsAsync("select id, run_id from steps order by id"));
        Assert.Equal(
            ["567e9fe06270", "567e9fe06270"],
            await database.RowsAsync("select alembic_id from letta_migration_ledger where direction = 'loss'"));
    }

    [Theory]
    [InlineData("alter table tools add column shoe_size integer", "table \"tools\"\n  extra    column \"shoe_size\" integer null")]
    [InlineData("alter table tools drop column description", "table \"tools\"\n  missing  column \"description\" VARCHAR null")]
    [InlineData(
        "alter table tools drop column description; alter table tools add column description integer",
        "table \"tools\"\n  changed  column \"description\": expected VARCHAR null, actual integer null")]
    [InlineData("create table shoes (size integer)", "extra    table \"shoes\"")]
    [InlineData("drop table prompts", "missing  table \"prompts\"")]
    public async Task A_table_or_column_that_is_missing_extra_or_of_another_kind_is_refused(string drift, string printed)
    {
        await using var database = await SqliteAlembicDatabase.CreateWholeAsync(engine);
        await database.ExecuteAsync(drift);
        var before = await database.RowsAsync("select sql from sqlite_master");

        var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(() => database.Runner().AdoptAsync(cancellationToken: Stop));

        Assert.Equal(
            $"{database.Target} is at 3d2e9fb40a3c by \"alembic_version\", but its schema departs from that revision in 1 place.",
            error.What);
        Assert.Equal(
            printed
                + "\nFix them and run the same command again; or, if you know them to be harmless, accept them: letta-migrate adopt "
                + "--accept-drift",
            error.Next);
        Assert.Equal(before, await database.RowsAsync("select sql from sqlite_master"));
    }

    [Fact]
    public async Task A_missing_index_and_another_default_are_only_another_way_of_building_it()
    {
        await using var database = await SqliteAlembicDatabase.CreateWholeAsync(engine);
        await database.ExecuteAsync("drop index ix_agents_created_at");

        await database.Runner().AdoptAsync(cancellationToken: Stop);

        Assert.Equal(1, await database.ScalarAsync<int>("select count(*) from sqlite_master where name = 'ix_agents_created_at'"));
    }

    [Fact]
    public async Task Accepted_drift_leaves_its_tables_as_they_are_and_shapes_the_others()
    {
        await using var database = await SqliteAlembicDatabase.CreateWholeAsync(engine);
        await database.ExecuteAsync("alter table tools add column shoe_size integer");
        var before = await database.ScalarAsync<string>("select sql from sqlite_master where name = 'tools'");

        await database.Runner().AdoptAsync(acceptDrift: true, cancellationToken: Stop);

        Assert.Equal(before, await database.ScalarAsync<string>("select sql from sqlite_master where name = 'tools'"));
        Assert.Equal(
            ["extra    column \"shoe_size\" integer null of \"tools\""],
            await database.RowsAsync("select name from letta_migration_ledger where direction = 'drift'"));
        Assert.Contains(
            "agents_organization_id_fkey",
            await database.ScalarAsync<string>("select sql from sqlite_master where name = 'agents'"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_break_a_constraint_which_the_file_lacked_are_named_and_nothing_is_changed()
    {
        await using var database = await SqliteAlembicDatabase.CreateWholeAsync(engine);
        await RowFiller.FillAsync(database);
        await database.ExecuteAsync(
            "pragma foreign_keys = off; update block_history set block_id = 'nowhere' where id <> 'block_history-2'");
        var before = await database.RowsAsync("select sql from sqlite_master");

        var error = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner().AdoptAsync(cancellationToken: Stop));

        Assert.Equal(
            "2 rows of \"block_history\" must refer to an existing row of \"block\" by \"block_id\": block_history-1, block_history-3.",
            error.What);
        Assert.Equal(ExitCode.NeedsHuman, error.Code);
        Assert.Equal(before, await database.RowsAsync("select sql from sqlite_master"));
    }

    [Fact]
    public async Task A_vector_store_that_was_left_open_is_the_native_one()
    {
        await using var database = await SqliteAlembicDatabase.CreateWholeAsync(engine);
        await RowFiller.FillAsync(database);
        await database.ExecuteAsync("update sources set vector_db_provider = null where id = 'sources-1'");

        await database.Runner().AdoptAsync(cancellationToken: Stop);

        Assert.Equal("NATIVE", await database.ScalarAsync<string>("select vector_db_provider from sources where id = 'sources-1'"));
    }

    private static void AssertShapes(TestDatabase expected, TestDatabase actual, DatabaseSchema wanted, DatabaseSchema found)
    {
        Assert.NotEqual(expected.Target, actual.Target);
        Same.Lines(
            ["extra    table \"message_sequence\""],
            SchemaComparison.Compare(wanted, found).Select(d => d.ToString()),
            "shape");
    }
}
