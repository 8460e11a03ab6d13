using Letta.Migrations.Errors;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

/// <summary>What is committed step by step on Postgres is one transaction on SQLite, which holds everything.</summary>
public sealed class SqliteStepwiseTests(SqliteEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Revision_that_fails_in_its_last_step_is_rolled_back_whole()
    {
        await using var database = await engine.CreateAsync();
        var runner = database.Runner(TestHistory.Named("halfdone"));
        await runner.UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync("insert into first values (1)");

        await Assert.ThrowsAsync<RevisionFailedException>(() => runner.UpgradeAsync(cancellationToken: Stop));
        var status = await runner.CurrentAsync(cancellationToken: Stop);

        Assert.Null(status.InProgress);
        Assert.Equal(0, await database.ScalarAsync<int>("select count(*) from sqlite_schema where name in ('one', 'two')"));
    }

    [Fact]
    public async Task Revision_with_every_kind_of_step_goes_up_and_back_with_its_rows()
    {
        await using var database = await engine.CreateAsync();
        var runner = database.Runner(TestHistory.Named("stepwise"));
        await runner.UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync(Stepwise.Seed);

        await runner.UpgradeAsync(cancellationToken: Stop);
        var up
            = await database.RowsAsync("select p.visits, c.kind from children c left join parents p on p.id = c.parent_id order by c.id");
        await runner.DowngradeAsync("-2", cancellationToken: Stop);

        Assert.Equal(["1|a", "1|none", "null|c"], up);
        Assert.Equal(
            ["0|a", "0|none", "null|c"],
            await database.RowsAsync("select p.visits, c.kind from children c left join parents p on p.id = c.parent_id order by c.id"));
        Assert.Empty(await database.RowsAsync("pragma foreign_key_check"));
    }
}
