using Letta.Migrations.Cli;
using Letta.Migrations.Cli.Commands;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Architecture;
using Letta.Migrations.Tests.Child;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

[Trait("Runs", "letta")]
public sealed class HelpTests
{
    [Theory]
    [InlineData("upgrade", "letta-migrate upgrade +2")]
    [InlineData("downgrade", "letta-migrate downgrade -1")]
    [InlineData("current", "letta-migrate current --json")]
    [InlineData("history", "letta-migrate history -q")]
    [InlineData("history", "letta-migrate history --markdown")]
    [InlineData("history", "letta-migrate history --last 5")]
    [InlineData("history", "letta-migrate history --pending")]
    [InlineData("check", "letta-migrate check --exclude blocks.ix_by_hand")]
    [InlineData("revision", "letta-migrate revision --autogenerate -m \"add project_id to archives\"")]
    [InlineData("revision", "letta-migrate revision --backfill")]
    [InlineData("revision", "--rename blocks.label:title")]
    [InlineData("revision", "--drop old_tools")]
    [InlineData("backfill retry", "letta-migrate backfill retry")]
    [InlineData("backfill status", "--watch")]
    [InlineData("upgrade", "letta-migrate upgrade --accept-loss")]
    [InlineData("heads", "letta-migrate heads")]
    [InlineData("show", "letta-migrate show head")]
    [InlineData("stamp", "letta-migrate stamp head")]
    [InlineData("backfill", "letta-migrate backfill run")]
    [InlineData("adopt", "letta-migrate adopt --accept-drift")]
    [InlineData("wait", "letta-migrate wait --timeout 15m")]
    [InlineData("ready", "letta-migrate ready --json")]
    [InlineData("reset", "letta-migrate reset --yes")]
    public async Task Help_of_a_verb_ends_with_examples(string verb, string example)
    {
        if (LettaProcess.IsNative && verb is "check" or "revision")
            return; // What is published has neither.

        var letta = await InProcess.RunAsync([.. verb.Split(' '), "--help"]);

        Assert.Equal((0, ""), (letta.Exit, letta.Error));
        Assert.Contains(example, letta.Out[letta.Out.IndexOf("Examples:", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    /// <summary>Those of the root would say nothing of its options.</summary>
    [Fact]
    public void Every_verb_has_examples_of_its_own()
    {
        using var terminal = new Terminal(TextWriter.Null, TextWriter.Null, live: false, width: 0, TimeProvider.System);
        using var stop = new StopSignals();
        var definition = TestCommandLine.Define(TestHistory.Named("good"));
        var (options, examples) = (new GlobalOptions(definition), new CommandExamples(definition));
        var root = CommandTree.Create(
            options, new Invocation(options, definition, terminal, stop, observer: null) { Cli = TestCommandLine.Options });

        Expect.None(root.Subcommands.SelectMany(c => c.Subcommands.Prepend(c))
            .Where(c => examples.First(c.Name)?.StartsWith("letta-migrate ", StringComparison.Ordinal) != true)
            .Select(c => c.Name));
    }

    [Fact]
    public async Task Help_of_the_root_tells_the_exit_codes_and_that_the_environment_is_safer()
    {
        var help = (await InProcess.RunAsync("--help")).Out;

        Assert.Contains("4 database unreachable", help, StringComparison.Ordinal);
        Assert.Contains(
            "Prefer LETTA_PG_URI or ~/.letta/pg_uri: arguments are visible to other processes.", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_given_even_where_an_argument_is_missing()
        => Assert.Equal(0, (await InProcess.RunAsync("downgrade", "-h")).Exit);

    [Theory]
    [InlineData("letta up", "upgrade")]
    [InlineData("letta-migrate downgrade b", "base")]
    [InlineData("letta-migrate upgrade aaaaaaaaaaa2", "aaaaaaaaaaa2")]
    [InlineData("letta-migrate upgrade --log-format j", "json")]
    public async Task Completion_offers_verbs_choices_and_revisions(string line, string offered)
    {
        var letta = await InProcess.RunAsync($"[suggest:{line.Length}]", line);

        Assert.Contains(offered, letta.Out.Split('\n'));
    }
}
