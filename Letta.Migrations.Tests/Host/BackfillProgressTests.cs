using Letta.Migrations.Cli.Output;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Microsoft.Extensions.Time.Testing;

namespace Letta.Migrations.Tests.Host;

/// <summary>How a backfill is seen to go on: a bar that moves on a terminal, elsewhere a line every few seconds.</summary>
public sealed class BackfillProgressTests : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void On_a_terminal_a_bar_moves_with_rows_rate_and_time_left()
    {
        using var terminal = new Terminal(_out, _error, live: true, width: 200, _time);
        using var printer = new HumanPrinter(terminal, TestHistory.Named("good"), LettaMigrations.Product);

        printer.Report(Batch(0));
        _time.Advance(TimeSpan.FromSeconds(1));
        printer.Report(Batch(250_000));

        Assert.Equal(
            "\r\e[K  fill   [######..................] 25 %   250000 of about 1000000 rows, 250000 a second, 3 s left", _out.ToString());
    }

    [Fact]
    public void Elsewhere_there_is_a_line_every_five_seconds()
    {
        using var terminal = new Terminal(_out, _error, live: false, width: 0, _time);
        using var printer = new HumanPrinter(terminal, TestHistory.Named("good"), LettaMigrations.Product);

        for (var second = 0; second <= 12; second++)
        {
            printer.Report(Batch(second * 50_000));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(
            """
              fill   [######..................] 25 %   250000 of about 1000000 rows, 50000 a second, 15 s left
              fill   [############............] 50 %   500000 of about 1000000 rows, 50000 a second, 10 s left

            """,
            _out.ToString());
    }

    [Fact]
    public void What_it_waits_for_is_said_on_stderr()
    {
        using var terminal = new Terminal(_out, _error, live: false, width: 0, _time);
        using var printer = new HumanPrinter(terminal, TestHistory.Named("good"), LettaMigrations.Product);

        printer.Report(new MigrationProgress.BackfillWaits("fill", "a replica lags behind"));

        Assert.Equal(("", "fill waits: a replica lags behind\n"), (_out.ToString(), _error.ToString()));
    }

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    private static MigrationProgress.Backfilled Batch(long passed) => new("fill", 1000) { RowsScanned = passed, Estimate = 1_000_000 };
}
