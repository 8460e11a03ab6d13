using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host.Telemetry;

/// <summary>What a collector costs those who have none.</summary>
public sealed class CollectorLoadingTests(SqliteEngine engine)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_an_endpoint_nothing_of_OpenTelemetry_is_loaded(bool wanted)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells by a file what a process has loaded.");
        using var receiver = new OtlpReceiver();
        await using var database = await engine.CreateInUseAsync();
        await using var letta = LettaProcess.Start(
            "letta-test-child.dll", CollectorTests.With(database, wanted ? receiver.Address : ""), "letta", "stuck", "upgrade");
        await letta.WaitForAsync("ddddddddddd1", TestContext.Current.CancellationToken);

        var loaded = await File.ReadAllTextAsync($"/proc/{letta.Id}/maps", TestContext.Current.CancellationToken);

        Assert.Contains("Letta.Migrations.dll", loaded, StringComparison.Ordinal);
        Assert.Equal(wanted, loaded.Contains("OpenTelemetry", StringComparison.Ordinal));
    }
}
