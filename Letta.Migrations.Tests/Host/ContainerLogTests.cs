using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>Who reads the output of a container is a collector, unless a terminal says otherwise.</summary>
[Trait("Runs", "letta")]
public sealed class ContainerLogTests(SqliteEngine engine)
{
    [Fact]
    public async Task In_a_container_every_step_is_a_line_of_json_on_stderr()
    {
        var letta = await RunAsync("upgrade");

        Assert.Equal((0, ""), (letta.Exit, letta.Out));
        Assert.All(letta.Error.TrimEnd().Split('\n'), line => Assert.StartsWith("{\"@t\":", line, StringComparison.Ordinal));
        Assert.Contains("verified", letta.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_container_a_question_is_answered_on_stdout_as_ever()
        => Assert.Contains("at base", (await RunAsync("current")).Out, StringComparison.Ordinal);

    [Fact]
    public async Task In_a_container_what_was_asked_for_holds()
    {
        var (text, quiet) = (await RunAsync("upgrade", "--log-format", "text"), await RunAsync("upgrade", "-q"));

        Assert.Contains("At head", text.Out, StringComparison.Ordinal);
        Assert.Contains("At head", quiet.Out, StringComparison.Ordinal);
        Assert.Equal("", text.Error + quiet.Error);
    }

    private async Task<CommandRun> RunAsync(params string[] arguments)
    {
        await using var database = await engine.CreateAsync();
        var environment
            = new Dictionary<string, string>(database.Environment, StringComparer.Ordinal) { ["DOTNET_RUNNING_IN_CONTAINER"] = "true" };
        return await CommandRun.RunAsync(environment, "good", arguments);
    }
}
