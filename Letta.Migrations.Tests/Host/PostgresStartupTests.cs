using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class PostgresStartupTests(PostgresEngine engine) : StartupSpec(engine)
{
    [Fact]
    public async Task Stop_of_an_application_waits_until_its_part_of_a_backfill_is_given_back()
    {
        await using var database = await WithItemsAsync("filling-due", 300);
        await database.Runner(TestHistory.Named("filling-due")).UpgradeAsync(cancellationToken: Stop);
        await using var holder = await database.OpenAsync();
        await using var hold = holder.CreateCommand();
        hold.CommandText = "begin; select id from items where id = 150 for update";
        await hold.ExecuteNonQueryAsync(Stop);
        await using var server = Serve(database, "filling-due", FreePort(), "--LettaMigrations:LockTimeout=2s", "--backfills");
        while (await database.ScalarAsync<int>("select count(*) from pg_locks where not granted") == 0)
            await Task.Delay(10, Stop);

        server.Signal("TERM");

        Assert.Equal(0, await server.ExitAsync(Stop));
        Assert.Equal(
            ["due|0|1|null"],
            await database.RowsAsync(
                "select b.state, b.rows_done, b.attempts, r.worker from letta_migration_backfill b, letta_migration_backfill_range r"));
    }
}
