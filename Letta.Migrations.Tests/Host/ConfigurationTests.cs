using System.Text.Json;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class ConfigurationTests(SqliteEngine sqlite)
{
    private const string Nowhere = "postgresql+pg8000://letta:canary@127.0.0.1:1/letta";

    [Fact]
    public async Task Environment_overrides_the_shipped_settings()
    {
        await using var database = await sqlite.CreateAsync();

        var letta = await CommandRun.RunAsync(With(database, "LettaMigrations__Wait", "soon"), "good", "current");

        Assert.Equal(2, letta.Exit);
        Assert.StartsWith("\"LettaMigrations:Wait\" is \"soon\", which is not a duration.\n", letta.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Option_overrides_the_environment()
    {
        await using var database = await sqlite.CreateAsync();

        var letta = await CommandRun.RunAsync(With(database, "LettaMigrations__Wait", "soon"), "good", "current", "--wait", "1s");

        Assert.Equal((0, ""), (letta.Exit, letta.Error));
    }

    [Fact]
    public async Task Log_format_can_be_set_in_the_environment()
    {
        await using var database = await sqlite.CreateAsync();

        var letta = await CommandRun.RunAsync(With(database, "LettaMigrations__LogFormat", "json"), "good");

        Assert.Equal((0, ""), (letta.Exit, letta.Out));
        Assert.All(letta.Error.TrimEnd().Split('\n'), line => JsonDocument.Parse(line));
    }

    [Theory]
    [InlineData]
    [InlineData("--json")]
    [InlineData("-v")]
    [InlineData("--log-format", "json", "-v")]
    public async Task Unreachable_database_is_exit_4_and_no_output_carries_the_password(params string[] arguments)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LETTA_PG_URI"] = Nowhere };

        var letta = await CommandRun.RunAsync(environment, "good", ["upgrade", "--wait", "0s", .. arguments]);

        Assert.Equal(4, letta.Exit);
        Assert.DoesNotContain("canary", letta.Out + letta.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreachable_database_is_said_to_be_unchanged()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LETTA_PG_URI"] = Nowhere };

        var letta = await CommandRun.RunAsync(environment, "good", "--wait", "0s");

        Assert.EndsWith("Nothing was changed. (exit 4)\n", letta.Error, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> With(TestDatabase database, string name, string value)
        => new(database.Environment, StringComparer.Ordinal) { [name] = value };
}
