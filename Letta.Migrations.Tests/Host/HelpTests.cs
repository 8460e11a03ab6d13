namespace Letta.Migrations.Tests.Host;

[Trait("Runs", "letta")]
public sealed class HelpTests
{
    [Theory]
    [InlineData("upgrade", "letta upgrade +2")]
    [InlineData("downgrade", "letta downgrade -1")]
    [InlineData("current", "letta current --json")]
    [InlineData("history", "letta history -q")]
    [InlineData("history", "letta history --markdown")]
    [InlineData("upgrade", "letta upgrade --accept-loss")]
    [InlineData("heads", "letta heads")]
    [InlineData("show", "letta show head")]
    [InlineData("stamp", "letta stamp head")]
    [InlineData("backfill", "letta backfill run")]
    [InlineData("adopt", "letta adopt --accept-drift")]
    [InlineData("wait", "letta wait --timeout 15m")]
    [InlineData("ready", "letta ready --json")]
    [InlineData("reset", "letta reset --yes")]
    public async Task Help_of_a_verb_ends_with_examples(string verb, string example)
    {
        var letta = await InProcess.RunAsync(verb, "--help");

        Assert.Equal((0, ""), (letta.Exit, letta.Error));
        Assert.Contains(example, letta.Out[letta.Out.IndexOf("Examples:", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_of_the_root_tells_the_exit_codes_and_that_the_environment_is_safer()
    {
        var help = (await InProcess.RunAsync("--help")).Out;

        Assert.Contains("4 database unreachable", help, StringComparison.Ordinal);
        Assert.Contains("Prefer LETTA_PG_URI or ~/.letta/pg_uri: arguments are visible to other processes.", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_given_even_where_an_argument_is_missing()
        => Assert.Equal(0, (await InProcess.RunAsync("downgrade", "-h")).Exit);

    [Theory]
    [InlineData("letta up", "upgrade")]
    [InlineData("letta downgrade b", "base")]
    [InlineData("letta upgrade aaaaaaaaaaa2", "aaaaaaaaaaa2")]
    [InlineData("letta upgrade --log-format j", "json")]
    public async Task Completion_offers_verbs_choices_and_revisions(string line, string offered)
    {
        var letta = await InProcess.RunAsync($"[suggest:{line.Length}]", line);

        Assert.Contains(offered, letta.Out.Split('\n'));
    }
}
