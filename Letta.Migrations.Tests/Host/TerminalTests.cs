using Letta.Migrations.Cli.Output;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Microsoft.Extensions.Time.Testing;

namespace Letta.Migrations.Tests.Host;

public sealed class TerminalTests : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly FakeTimeProvider _time = new();
    private readonly RevisionSet _revisions = TestHistory.Named("good");

    [Fact]
    public void Running_revision_is_a_live_line_on_a_terminal()
    {
        using var terminal = new Terminal(_out, _error, live: true, width: 80, _time);
        using var printer = new HumanPrinter(terminal, _revisions, LettaMigrations.Product);

        printer.Report(new MigrationProgress.Started(_revisions.All[0], 1, 3));
        _time.Advance(TimeSpan.FromMilliseconds(1500));
        printer.Report(new MigrationProgress.Finished(_revisions.All[0], 1, 3, TimeSpan.FromMilliseconds(1600)));
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.EndsWith(
            "create apples   1.5 s\r\e[K  1/3  20300101000001  aaaaaaaaaaa1  create apples   1.6 s\n",
            _out.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Live_line_never_wraps()
    {
        using var terminal = new Terminal(_out, _error, live: true, width: 10, _time);

        terminal.Show(() => "0123456789abcdef");

        Assert.Equal("\r\e[K012345678", _out.ToString());
    }

    [Fact]
    public void Live_line_is_one_line_whatever_it_was_made_of()
    {
        using var terminal = new Terminal(_out, _error, live: true, width: 80, _time);

        terminal.Show(() => "x\u001b[32m\ny");

        Assert.Equal("\r\e[Kx\\u001b[32m\\ny", _out.ToString());
    }

    [Fact]
    public void Error_line_takes_the_place_of_the_live_line()
    {
        using var terminal = new Terminal(_out, _error, live: true, width: 80, _time);

        terminal.Show(() => "working");
        terminal.ErrorLine("wait");

        Assert.Equal(("\r\e[Kworking\r\e[K", "wait\n"), (_out.ToString(), _error.ToString()));
    }

    [Fact]
    public void Running_revision_is_silent_where_nobody_watches()
    {
        using var terminal = new Terminal(_out, _error, live: false, width: 0, _time);
        using var printer = new HumanPrinter(terminal, _revisions, LettaMigrations.Product);

        printer.Report(new MigrationProgress.Started(_revisions.All[0], 1, 3));
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("", _out.ToString());
    }

    [Fact]
    public void Waits_are_noted_when_they_begin_and_every_ten_seconds()
    {
        using var terminal = new Terminal(_out, _error, live: false, width: 0, _time);
        using var printer = new HumanPrinter(terminal, _revisions, LettaMigrations.Product);

        foreach (var second in Enumerable.Range(0, 21))
            printer.Report(new MigrationProgress.WaitingForLock("pid 7", TimeSpan.FromSeconds(second)));

        Assert.Equal(string.Concat(Enumerable.Repeat("Waiting for another migrator: pid 7\n", 3)), _error.ToString());
    }

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }
}
