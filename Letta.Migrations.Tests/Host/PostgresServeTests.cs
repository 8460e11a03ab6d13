using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class PostgresServeTests(PostgresEngine engine) : ServeSpec(engine)
{
    [Fact]
    public async Task Signal_during_a_comparison_is_0()
    {
        await using var database = await engine.CreateAsync();
        await using var letta = Serve(database, "good", "--check-every", "100ms");
        await letta.WaitForLogAsync("no difference", Stop);
        await using var holder = await database.OpenAsync();
        await using var hold = holder.CreateCommand();
        hold.CommandText = "begin; lock table letta_migration_ledger in access exclusive mode";
        await hold.ExecuteNonQueryAsync(Stop);
        while (await database.ScalarAsync<int>("select count(*) from pg_locks where not granted") == 0)
            await Task.Delay(10, Stop);

        letta.Signal("TERM");

        Assert.Equal(0, await letta.ExitAsync(Stop));
        Assert.DoesNotContain("error", letta.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_goes_away_is_waited_for_and_the_service_goes_on()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        await using var letta = Serve(database, "good", "--check-every", "100ms");
        await letta.WaitForLogAsync("no difference", Stop);
        var name = database.Target.Name;
        await using var administrator = await engine.CreateAsync();

        await administrator.ExecuteAsync($"alter database \"{name}\" allow_connections false");
        database.Close();
        await letta.WaitForLogAsync("The comparison of a host failed: ", Stop);
        await administrator.ExecuteAsync($"alter database \"{name}\" allow_connections true");
        var seen = letta.Error.Length;
        while (!letta.Error[seen..].Contains("no difference", StringComparison.Ordinal))
            await Task.Delay(20, Stop);
        letta.Signal("TERM");

        Assert.Equal(0, await letta.ExitAsync(Stop));
    }
}
