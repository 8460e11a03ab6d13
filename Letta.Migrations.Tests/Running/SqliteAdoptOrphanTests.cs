using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Golden;

namespace Letta.Migrations.Tests.Running;

/// <summary>Letta's ORM does not enforce foreign keys on SQLite, and leaves rows that refer to an agent or a block which is gone.</summary>
public sealed class SqliteAdoptOrphanTests(SqliteEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Adopt_lists_the_orphans_of_all_foreign_keys_at_once_and_leaves_the_file_alone()
    {
        await using var database = await WithOrphansAsync();
        var before = await database.RowsAsync("select sql from sqlite_master");

        var error = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner().AdoptAsync(cancellationToken: Stop));

        Assert.Contains(
            "2 rows of \"block_history\" must refer to an existing row of \"block\" by \"block_id\": block_history-1, block_history-3.",
            error.What,
            StringComparison.Ordinal);
        Assert.Contains(
            "1 row of \"agents_tags\" must refer to an existing row of \"agents\" by \"agent_id\": ",
            error.What,
            StringComparison.Ordinal);
        Assert.EndsWith("run the same command again; or run it again with --resolve-orphans", error.Next, StringComparison.Ordinal);
        Assert.Equal(before, await database.RowsAsync("select sql from sqlite_master"));
    }

    /// <summary>Such a table is not brought into shape, so that nothing else would look at its rows.</summary>
    [Fact]
    public async Task Adopt_lists_the_orphans_of_a_table_whose_differences_are_accepted_too()
    {
        await using var database = await WithOrphansAsync();
        await database.ExecuteAsync("alter table agents_tags add column somebodys integer");

        var error = await Assert.ThrowsAsync<NeedsHumanException>(
            () => database.Runner().AdoptAsync(acceptDrift: true, cancellationToken: Stop));

        Assert.Contains("1 row of \"agents_tags\" must refer to an existing row of \"agents\" ", error.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_resolves_them_keeps_a_copy_of_each_and_the_upgrade_goes_through()
    {
        await using var database = await WithOrphansAsync();
        await database.ExecuteAsync("""
            update block_history set block_id = replace(id, '_history', '');
            update agents_tags set agent_id = 'agents-1' where agent_id = 'gone'
            """); // The keys of these do not say what to do.
        var options = new MigrationOptions { ResolveOrphans = true, AcceptLoss = true };

        var adopted = await database.Runner(options: options).AdoptAsync(cancellationToken: Stop);
        await database.Runner(options: options).UpgradeAsync(cancellationToken: Stop);

        var resolved = Assert.Single(adopted.Resolved);
        Assert.StartsWith("1 row of \"tools_agents\" deleted by the foreign key \"", resolved.ToString(), StringComparison.Ordinal);
        Assert.Empty(await database.RowsAsync("pragma foreign_key_check"));
        Assert.Equal(adopted.Resolved.Sum(r => r.Rows), (await database.Runner().CurrentAsync(cancellationToken: Stop)).ResolvedOrphans);
    }

    [Fact]
    public async Task Adopt_resolves_nothing_where_a_row_may_not_go_because_another_refers_to_it()
    {
        await using var database = await WithOrphansAsync();

        var error = await Assert.ThrowsAsync<NeedsHumanException>(
            () => database.Runner(options: new MigrationOptions { ResolveOrphans = true }).AdoptAsync(cancellationToken: Stop));

        Assert.Equal(
            "2 rows of \"block\" refer to rows of \"block_history\" that the foreign key \"block_history_block_id_fkey\" deletes, "
                + "and \"fk_block_current_history_entry\" (on delete no action) does not let them be resolved: block-1, block-3.",
            error.What);
        Assert.Equal(1, await database.ScalarAsync<int>("select count(*) from agents_tags where agent_id = 'gone'"));
    }

    private async Task<TestDatabase> WithOrphansAsync()
    {
        var database = await SqliteAlembicDatabase.CreateWholeAsync(engine);
        await RowFiller.FillAsync(database);
        await database.ExecuteAsync("""
            pragma foreign_keys = off;
            update block_history set block_id = 'nowhere' where id <> 'block_history-2';
            update agents_tags set agent_id = 'gone' where agent_id = 'agents-1';
            update tools_agents set tool_id = 'gone' where tool_id = 'tools-1'
            """);
        return database;
    }
}
