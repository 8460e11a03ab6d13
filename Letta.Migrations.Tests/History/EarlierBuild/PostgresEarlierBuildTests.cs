using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History.EarlierBuild;

public sealed class PostgresEarlierBuildTests(PostgresEngine engine) : EarlierBuildSpec(engine)
{
    private readonly PostgresEngine _engine = engine;

    protected override string Tables
        => "select relname from pg_class where relkind in ('r', 'p') and relnamespace::regnamespace::text not like 'pg\\_%'";

    [Fact]
    public async Task Revision_that_the_earlier_build_was_killed_in_is_finished()
    {
        await using var database = await RestoreAsync("in-progress");
        var runner = database.Runner(options: new MigrationOptions { AcceptLoss = true });

        var current = await runner.CurrentAsync(cancellationToken: Stop);
        var upgraded = await runner.UpgradeAsync(cancellationToken: Stop);

        Assert.Equal("ee2b43eea55e", current.Current!.Id);
        Assert.Equal(("27de0f58e076", 21, 31), (current.InProgress!.Id, current.InProgress.Done, current.InProgress.Total));
        Assert.Equal((Head, 15), (upgraded.To!.Id, upgraded.Applied.Count));
        await AssertFinishedAsync(database);
    }

    /// <summary>The numbers are those by which the earlier build locks the schema public.</summary>
    [Fact]
    public async Task Earlier_build_that_migrates_keeps_this_one_out()
    {
        await using var database = await RestoreAsync("middle");
        await using var other = await database.OpenAsync();
        await using var command = other.CreateCommand();
        command.CommandText = "select pg_advisory_lock(1279611988, 1978900975)";
        await command.ExecuteNonQueryAsync(Stop);

        await Assert.ThrowsAsync<LockNotObtainedException>(() => database.Runner(
            options: new MigrationOptions { AcceptLoss = true, LockWait = TimeSpan.Zero }).UpgradeAsync(cancellationToken: Stop));
    }

    protected override Task RestoreAsync(TestDatabase database, string script)
        => _engine.PsqlAsync(((PostgresTestDatabase)database).Settings.Database!, script, "--set=ON_ERROR_STOP=1");
}
