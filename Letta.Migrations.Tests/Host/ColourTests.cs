using Letta.Migrations.Cli;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Tests.Host;

/// <summary>Errors, what was stopped and warnings stand out, where a terminal shows colours and nobody minds.</summary>
public sealed class ColourTests : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly RevisionSet _revisions = TestHistory.Named("good");

    [Fact]
    public void Error_and_the_revision_that_was_stopped_are_red()
    {
        using var terminal = Coloured();
        using var printer = new HumanPrinter(terminal, _revisions, LettaMigrations.Product);

        printer.Report(new MigrationProgress.Started(_revisions.All[0], 1, 3));
        printer.Failed(new Failure(ExitCode.RevisionFailed, "It failed.", "Look."));

        Assert.Equal("\e[31m  1/3  20300101000001  aaaaaaaaaaa1  create apples   stopped\e[0m\n", _out.ToString());
        Assert.StartsWith("\e[31mIt failed.\e[0m\n  Look.\n", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Mistake_in_the_command_line_is_red()
    {
        using var terminal = Coloured();

        Letta.Migrations.Cli.Commands.UsageErrors.Print(
            Failure.Usage("No.", "See."), [], new JsonPrinter(terminal, LettaMigrations.Product), terminal);

        Assert.Equal("\e[31mNo. See. (exit 2)\e[0m\n", _error.ToString());
    }

    [Theory]
    [InlineData(LogLevel.Warning, "\e[33mwarning: look\e[0m\n")]
    [InlineData(LogLevel.Error, "\e[31merror: look\e[0m\n")]
    public void Log_line_stands_out_by_its_level(LogLevel level, string expected)
    {
        using var terminal = Coloured();
        using (var loggers = new Logs(LettaMigrations.Product).Create(terminal, json: false, verbose: false))
            loggers.CreateLogger("anybody").Log(level, "look");

        Assert.Equal(expected, _error.ToString());
    }

    [Fact]
    public void Log_for_programs_has_no_colours()
    {
        using var terminal = Coloured();
        using (var loggers = new Logs(LettaMigrations.Product).Create(terminal, json: true, verbose: false))
            loggers.CreateLogger("anybody").LogError("look");

        Assert.DoesNotContain("\e", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_has_colours_where_the_streams_have_none()
    {
        using var terminal = new Terminal(_out, _error, live: true, width: 80, TimeProvider.System);

        terminal.Line("one", Tone.Error);
        terminal.ErrorLine("two", Tone.Warning);

        Assert.Equal(("one\n", "two\n"), (_out.ToString(), _error.ToString()));
    }

    /// <summary>As a process on a terminal of its own, which util-linux's <c>script</c> makes.</summary>
    [Theory]
    [InlineData("xterm", "", true)]
    [InlineData("xterm", "1", false)]
    [InlineData("dumb", "", false)]
    [InlineData("", "", false)]
    public async Task Process_on_a_terminal_heeds_its_environment(string term, string noColour, bool coloured)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["TERM"] = term, ["NO_COLOR"] = noColour };

        await using var letta = LettaProcess.StartOnTerminal("letta-test-child.dll", environment, "letta", "good", "upgrad");
        var exit = await letta.ExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, exit);
        Assert.Contains("There is no command \"upgrad\"", letta.Out, StringComparison.Ordinal);
        Assert.Equal(coloured, letta.Out.Contains("\e[31m", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    private Terminal Coloured() => new(_out, _error, live: false, width: 0, TimeProvider.System) { Coloured = true, ErrorColoured = true };
}
