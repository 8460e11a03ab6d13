namespace Letta.Migrations.Tests.Deploy;

/// <summary>deploy/compose.yaml under a name of its own, brought up by whichever compose this machine has.</summary>
internal sealed class ComposeProject : IAsyncDisposable
{
    private readonly string _name = $"letta-test-{Guid.NewGuid():N}";
    private readonly IReadOnlyList<string> _tool;
    private readonly Dictionary<string, string> _environment;

    private ComposeProject(IReadOnlyList<string> tool, string image)
    {
        _tool = tool;
        _environment = new(StringComparer.Ordinal)
        {
            ["LETTA_IMAGE"] = image,
            ["LETTA_PG_PORT"] = "0",
            ["POSTGRES_IMAGE"] = Fixtures.PostgresEngine.Image
        }; // 0: any that is free.
    }

    public static async Task<ComposeProject> CreateAsync()
    {
        var image = LettaImage.Name;
        if (Ran.Has("docker") && (await Ran.Async(["docker", "compose", "version"])).Exit == 0)
            return new ComposeProject(["docker", "compose"], image);
        if (!Ran.Has("docker-compose"))
            Assert.Skip("There is neither docker compose nor docker-compose on this machine.");
        return new ComposeProject(["docker-compose"], image);
    }

    /// <summary>Runs a command of compose.</summary>
    public Task<Ran> ComposeAsync(params string[] arguments)
        => Ran.Async([.. _tool, "--project-name", _name, "--file", "deploy/compose.yaml", .. arguments], _environment);

    /// <summary>Runs SQL as the superuser.</summary>
    public Task ExecuteAsync(string sql) => QueryAsync(sql);

    /// <summary>The same, and what it found.</summary>
    public async Task<string> QueryAsync(string sql)
        => (await Ran.WellAsync(
            [
                "docker",
                "exec",
                await ContainerAsync("postgres"),
                "psql",
                "--username=postgres",
                "--dbname=letta-core",
                "--set=ON_ERROR_STOP=1",
                "--tuples-only",
                "--no-align",
                $"--command={sql}"
            ])).Trim();

    /// <summary>What the engine knows of a service's container, by a template; empty if it has none.</summary>
    public async Task<string> InspectAsync(string service, string template)
    {
        var container = await ContainerAsync(service);
        return container == "" ? "" : (await Ran.WellAsync(["docker", "inspect", "--format", template, container])).Trim();
    }

    /// <summary>Waits for a service's end and returns its output.</summary>
    public async Task<string> OutputAsync(string service)
    {
        var container = await ContainerAsync(service);
        await Ran.WellAsync(["docker", "wait", container]);
        return await Ran.WellAsync(["docker", "logs", container]);
    }

    public async ValueTask DisposeAsync()
    {
        var down = await ComposeAsync("down", "--volumes", "--timeout", "5");
        Assert.True(down.Exit == 0, down.Error);
    }

    private async Task<string> ContainerAsync(string service)
        => (await Ran.WellAsync(
            [
                "docker",
                "ps",
                "--all",
                "--quiet",
                "--filter",
                $"label=com.docker.compose.project={_name}",
                "--filter",
                $"label=com.docker.compose.service={service}"
            ])).Trim();
}
