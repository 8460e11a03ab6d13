using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Output;

/// <summary>Tells how a backfill goes on: a bar that moves on a terminal, elsewhere a line every few seconds.</summary>
internal sealed class BackfillNarrator(Terminal terminal)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenShows = TimeSpan.FromMilliseconds(200);
    private string? _name;
    private (long Timestamp, long RowsScanned) _begun;
    private long _reported;

    public void Tell(MigrationProgress.Backfilled batch)
    {
        var now = terminal.Time.GetTimestamp();
        if (_name != batch.Name || batch.RowsScanned < _begun.RowsScanned)
        {
            _name = batch.Name;
            _begun = (now, batch.RowsScanned);
            _reported = now;
        }

        if (terminal.Time.GetElapsedTime(_reported, now) < (terminal.Live ? BetweenShows : BetweenLines))
            return;

        _reported = now;
        var rate = (batch.RowsScanned - _begun.RowsScanned) / terminal.Time.GetElapsedTime(_begun.Timestamp, now).TotalSeconds;
        var line = BackfillLines.Progress(batch.Name, batch.RowsScanned, batch.Estimate, rate);
        if (terminal.Live)
            terminal.Show(() => line);
        else
            terminal.Line(line);
    }

    public void Tell(MigrationProgress.BackfillWaits waits) => terminal.ErrorLine($"{waits.Name} waits: {waits.Reason}");
}
