using System.Globalization;

namespace Letta.Migrations.Tests.Deploy;

[Trait(LettaImage.Needs, LettaImage.Itself)]
public sealed class ComposeTests
{
    private const string ExitCode = "{{.State.ExitCode}}", Status = "{{.State.Status}}", Restarts = "{{.RestartCount}}";

    [Fact]
    public async Task Application_starts_only_after_head()
    {
        await using var compose = await ComposeProject.CreateAsync();

        var up = await compose.ComposeAsync("up", "--detach");

        Assert.True(up.Exit == 0, up.Out + up.Error);
        Assert.Contains(LettaMigrations.Revisions.Head!.ForeignId!, await compose.OutputAsync("app"), StringComparison.Ordinal);
        Assert.Equal(("0", "0"), (await compose.InspectAsync("migrate", ExitCode), await compose.InspectAsync("app", ExitCode)));
        Assert.True(await TimeAsync(compose, "app", "StartedAt") > await TimeAsync(compose, "migrate", "FinishedAt"));
    }

    [Fact]
    public async Task Application_does_not_start_when_a_revision_fails()
    {
        await using var compose = await ComposeProject.CreateAsync();
        await compose.ComposeAsync("up", "--detach", "roles");
        await compose.OutputAsync("roles"); // It has waited for the server.
        await compose.ExecuteAsync("create type sandboxtype as enum ('in the way')");

        var up = await compose.ComposeAsync("up", "--detach");

        Assert.NotEqual(0, up.Exit);
        Assert.Equal("1", await compose.InspectAsync("migrate", ExitCode));
        Assert.True(await compose.InspectAsync("app", "{{.State.Status}}") is "" or "created");
    }

    [Fact]
    public async Task Worker_is_healthy_at_head_and_ends_with_0_when_it_is_stopped()
    {
        await using var compose = await ComposeProject.CreateAsync();

        var up = await compose.ComposeAsync("--profile", "worker", "up", "--detach", "worker");
        Assert.True(up.Exit == 0, up.Out + up.Error);
        while (await compose.InspectAsync("worker", "{{.State.Health.Status}}") != "healthy")
            Assert.Equal(("running", "0"), (await compose.InspectAsync("worker", Status), await compose.InspectAsync("worker", Restarts)));
        var head = await compose.QueryAsync("select version_num from alembic_version");
        await compose.ComposeAsync("--profile", "worker", "stop", "worker");

        Assert.Equal((LettaMigrations.Revisions.Head!.ForeignId!, "0"), (head, await compose.InspectAsync("worker", ExitCode)));
    }

    /// <summary>The service is what runs in a cluster: as restricted as the Job.</summary>
    [Theory]
    [InlineData("migrate")]
    [InlineData("worker")]
    public async Task Migrator_is_restricted(string service)
    {
        await using var compose = await ComposeProject.CreateAsync();
        await compose.ComposeAsync("--profile", "worker", "up", "--detach", service);

        Assert.Equal(
            "1654:1654 true [ALL] [no-new-privileges] 536870912",
            await compose.InspectAsync(
                service,
                "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}} "
                    + "{{.HostConfig.Memory}}"));
    }

    private static async Task<DateTimeOffset> TimeAsync(ComposeProject compose, string service, string what)
        => DateTimeOffset.Parse(await compose.InspectAsync(service, $"{{{{.State.{what}}}}}"), CultureInfo.InvariantCulture);
}
