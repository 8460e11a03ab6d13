using System.Text.Json;

namespace Letta.Migrations.Tests.Host;

[Trait("Runs", "letta")]
public sealed class UsageTests
{
    [Theory]
    [InlineData("upgrad", """There is no command "upgrad"; did you mean "upgrade"? See letta-migrate --help (exit 2)""")]
    [InlineData("frobnicate", """There is no command "frobnicate". See letta-migrate --help (exit 2)""")]
    [InlineData("downgrade base --accept-loss", """There is no option "--accept-loss". See letta-migrate downgrade --help (exit 2)""")]
    [InlineData("upgrade --jsn", """There is no option "--jsn"; did you mean "--json"? See letta-migrate upgrade --help (exit 2)""")]
    [InlineData(
        "--statment-timeout=5s",
        """There is no option "--statment-timeout"; did you mean "--statement-timeout"? See letta-migrate --help (exit 2)""")]
    [InlineData("current -x", """There is no option "-x". See letta-migrate current --help (exit 2)""")]
    [InlineData("upgrade -x", """There is no option "-x". See letta-migrate upgrade --help (exit 2)""")]
    [InlineData("downgrade", "\"downgrade\" needs a target. See letta-migrate downgrade --help (exit 2)")]
    [InlineData("show", "\"show\" needs a revision. See letta-migrate show --help (exit 2)")]
    [InlineData("upgrade head again", "\"again\" is one argument too many for \"upgrade\". See letta-migrate upgrade --help (exit 2)")]
    [InlineData("backfill lst", "\"backfill\" has no command \"lst\"; did you mean \"list\"? See letta-migrate backfill --help (exit 2)")]
    [InlineData("backfill run one two", "\"two\" is one argument too many for \"run\". See letta-migrate backfill run --help (exit 2)")]
    [InlineData("upgrade --wait", "The option \"--wait\" needs a value. See letta-migrate upgrade --help (exit 2)")]
    [InlineData("--log-format xml", "\"--log-format\" is \"xml\"; it must be text or json. See letta-migrate --help (exit 2)")]
    [InlineData("history --last 0", "\"--last\" is \"0\"; it must be a number from 1 on. See letta-migrate history --help (exit 2)")]
    [InlineData("history --last all", "\"--last\" is \"all\"; it must be a number from 1 on. See letta-migrate history --help (exit 2)")]
    [InlineData("history --last", "The option \"--last\" needs a value. See letta-migrate history --help (exit 2)")]
    [InlineData(
        "history --markdown --pending",
        "\"--markdown\" is the whole history: \"--last\" and \"--pending\" do not go with it. See letta-migrate history --help (exit 2)")]
    [InlineData("upgrade a;b", "An argument that is not repeated here does not name a revision. See letta-migrate upgrade --help (exit 2)")]
    public async Task Mistake_is_reported_in_one_line_with_the_nearest_and_the_help(string line, string message)
    {
        var letta = await InProcess.RunAsync(line.Split(' '));

        Assert.Equal(new CommandRun(2, "", message + "\n"), letta);
    }

    [Fact]
    public async Task Mistake_as_json_is_the_error_object_alone()
    {
        var letta = await InProcess.RunAsync("upgrad", "--json");

        Assert.Equal((2, ""), (letta.Exit, letta.Error));
        Assert.Equal(
            """{"error":{"code":2,"what":"There is no command \"upgrad\"; did you mean \"upgrade\"?","next":"See letta-migrate --help"}}""" + "\n",
            letta.Out);
        Assert.Equal(2, JsonDocument.Parse(letta.Out).RootElement.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Two_revisions_of_one_version_are_reported_before_anything_else()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);

        var human = await CommandRun.ByProcessAsync(environment, "twice", "heads");
        var json = await CommandRun.ByProcessAsync(environment, "twice", "upgrade", "--json");

        Assert.Equal(
            new CommandRun(
                2,
                "",
                "The version \"20300101000001\" belongs to two revisions: \"Mine\" and \"Yours\". Give one of them another. (exit 2)\n"),
            human);
        Assert.Equal(
            new CommandRun(
                2,
                """{"error":{"code":2,"what":"The version \"20300101000001\" belongs to two revisions: \"Mine\" and \"Yours\".","next":"Give one of them another."}}"""
                    + "\n",
                ""),
            json);
    }

    [Theory]
    [InlineData("postgresql://letta:canary@db/letta")]
    [InlineData("upgrade", "postgresql://letta:canary@db/letta")]
    [InlineData("current", "postgresql://letta:canary@db/letta")]
    [InlineData("upgrade", "head", "postgresql://letta:canary@db/letta")]
    [InlineData("--wait", "postgresql://letta:canary@db/letta")]
    [InlineData("--log-format", "postgresql://letta:canary@db/letta")]
    [InlineData("--conection=postgresql://letta:canary@db/letta")]
    [InlineData("upgrade", "--json", "postgresql://letta:canary@db/letta")]
    public async Task Address_in_the_wrong_place_is_not_repeated(params string[] arguments)
    {
        var letta = await InProcess.RunAsync(arguments);

        Assert.Equal(2, letta.Exit);
        Assert.DoesNotContain("canary", letta.Out + letta.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Response_files_are_not_read()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "heads", TestContext.Current.CancellationToken);

        var letta = await InProcess.RunAsync($"@{file}");

        File.Delete(file);
        Assert.Equal(2, letta.Exit);
    }

    [Theory]
    [InlineData("heads")]
    [InlineData(
        "heads", "--wait", "5m", "--lock-wait=00:01:00", "--lock-timeout", "500ms", "--statement-timeout", "0", "-v", "--allow-newer")]
    [InlineData("-q", "heads")]
    public async Task Options_are_taken_before_and_after_the_verb(params string[] arguments)
        => Assert.Equal(0, (await InProcess.RunAsync(arguments)).Exit);

    [Fact]
    public async Task Heads_names_the_newest_revision_without_a_database()
    {
        Assert.Equal("  3/3  20300101000003  aaaaaaaaaaa3  create plums\n", (await InProcess.RunAsync("heads")).Out);
        Assert.Equal("aaaaaaaaaaa3\n", (await InProcess.RunAsync("heads", "-q")).Out);
        Assert.Equal(
            """[{"version":20300101000003,"alembic":"aaaaaaaaaaa3","name":"create plums"}]""" + "\n",
            (await InProcess.RunAsync("heads", "--json")).Out);
    }
}
