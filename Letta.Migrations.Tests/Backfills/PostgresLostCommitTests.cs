using Letta.Migrations.Backfills;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Npgsql;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>The connection is lost at the COMMIT of a batch: nobody can tell whether it was done but by looking.</summary>
public sealed class PostgresLostCommitTests(PostgresEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="cutAt">Which COMMIT: of the question whether others go first, of the beginning, of a claim, of a batch …</param>
    /// <param name="serverGetsIt">Whether only the answer is lost.</param>
    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(4, false)]
    [InlineData(5, true)]
    [InlineData(5, false)]
    [InlineData(6, true)]
    [InlineData(6, false)]
    [InlineData(7, true)]
    [InlineData(7, false)]
    public async Task Every_row_is_changed_once_whether_the_server_got_it_or_not(int cutAt, bool serverGetsIt)
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await database.ExecuteAsync(
            "create table t (id integer primary key, changed integer not null default 0); insert into t (id) select generate_series(1, 20)");
        var fill = new Backfill("fill", "t") { Work = new SetColumns([("changed", "changed + 1")]) };
        await Filled.AddAsync(database, fill);
        await using var proxy = new CommitCuttingProxy(database.Settings.Host!, database.Settings.Port, serverGetsIt, cutAt);
        var through = new PostgresTestDatabase(
            new NpgsqlConnectionStringBuilder(database.Settings.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port });

        await Filled.WorkAsync(through, fill, new MigrationOptions { MaxBatch = 7 }, cancellationToken: Stop);

        Assert.True(proxy.HasCut);
        Assert.Equal(["1|20"], await database.RowsAsync("select changed, count(*) from t group by changed"));
        Assert.Equal(["done|20"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
    }
}
