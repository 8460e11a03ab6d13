using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Engines.Sqlite;

/// <summary>Nothing is known of a virtual table but its name: it is in nobody's way.</summary>
public sealed class VirtualTableTests(SqliteEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task History_goes_up_and_back_beside_one_and_leaves_its_rows()
    {
        await using var database = await engine.CreateAsync();
        var runner = database.Runner();
        await runner.UpgradeAsync("+5", cancellationToken: Stop);
        await database.ExecuteAsync("create virtual table found using fts5 (body); insert into found values ('a word')");

        await runner.UpgradeAsync(cancellationToken: Stop);
        await runner.DowngradeAsync("base", cancellationToken: Stop);

        Assert.Equal(["a word"], await database.RowsAsync("select body from found"));
    }
}
