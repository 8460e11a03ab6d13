using System.Text.Json;
using Letta.Migrations.Engines;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>Every revision of Letta by the executable that is shipped, up and back and up.</summary>
[Trait("Runs", "letta")]
public abstract class WholeHistorySpec(TestEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Executable_makes_the_same_head_as_the_library_does_in_the_tests()
    {
        await using var expected = await engine.CreateAsync();
        await expected.Runner().UpgradeAsync(cancellationToken: Stop);
        await using var database = await engine.CreateAsync();

        var upgrade = await RunAsync(database);

        Assert.True(upgrade.Exit == 0, upgrade.Error);
        Assert.Empty(await DifferencesAsync(expected, database));
        Assert.Equal(
            await expected.RowsAsync($"select version, name, direction, checksum from {LettaNames.Tables.Ledger} order by 1"),
            await database.RowsAsync($"select version, name, direction, checksum from {LettaNames.Tables.Ledger} order by 1"));
    }

    [Fact]
    public async Task Executable_goes_back_to_base_and_up_again()
    {
        await using var database = await engine.CreateAsync();
        await RunAsync(database);

        var down = await RunAsync(database, "downgrade", "base");
        var up = await RunAsync(database, "upgrade", "head");
        var current = await RunAsync(database, "current", "--json");

        Assert.True((down.Exit, up.Exit) == (0, 0), down.Error + up.Error);
        Assert.Contains($"At base, verified. {LettaMigrations.Revisions.All.Count} reverted", down.Out, StringComparison.Ordinal);
        Assert.Contains($"{LettaMigrations.Revisions.All.Count} applied", up.Out, StringComparison.Ordinal);
        Assert.Equal(0, JsonDocument.Parse(current.Out).RootElement.GetProperty("pending").GetInt32());
    }

    [Fact]
    public async Task Executable_knows_every_revision_by_its_version_and_name()
    {
        await using var database = await engine.CreateAsync();

        var history = await RunAsync(database, "history");

        Assert.All(LettaMigrations.Revisions.All, r => Assert.Contains($"{r.Version}", history.Out, StringComparison.Ordinal));
        Assert.All(LettaMigrations.Revisions.All, r => Assert.Contains(r.Name, history.Out, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> DifferencesAsync(TestDatabase expected, TestDatabase actual)
    {
        var (left, right) = (await Engine(expected).ReadSchemaAsync(Stop), await Engine(actual).ReadSchemaAsync(Stop));
        return [.. Letta.Migrations.Schema.SchemaComparison.Compare(left, right).Select(d => d.ToString()!)];
    }

    private static IDatabaseEngine Engine(TestDatabase database)
        => DatabaseEngine.For(database.Target, new MigrationOptions().ForEngine(TimeProvider.System));

    private static async Task<CommandRun> RunAsync(TestDatabase database, params string[] arguments)
    {
        await using var letta = LettaProcess.Start(database, arguments);
        return new CommandRun(await letta.ExitAsync(Stop), letta.Out, letta.Error);
    }
}
