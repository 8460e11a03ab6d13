using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Output;

/// <summary>Tells a run as it happens: a line for every revision, a live one while it runs, a note when it has to wait.</summary>
internal sealed class RunNarrator(Terminal terminal, RevisionSet revisions, RunState state, string copies) : IDisposable
{
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromSeconds(10);
    private readonly BackfillNarrator _backfills = new(terminal);
    private RevisionColumns? _columns;
    private TimeSpan? _noted;
    private ITimer? _ticks;

    public void Tell(MigrationProgress progress)
    {
        switch (progress)
        {
            case MigrationProgress.WaitingForDatabase waiting:
                Note($"Waiting for the database: {waiting.Reason}", waiting.Waited);
                break;
            case MigrationProgress.WaitingForLock waiting:
                Note(
                    waiting.Holder is null ? "Waiting for another migrator." : $"Waiting for another migrator: {waiting.Holder}",
                    waiting.Waited);
                break;
            case MigrationProgress.WaitingForHead waiting:
                Note($"Waiting for head: {Sentences.Where(waiting.Status)}", waiting.Waited);
                break;
            case MigrationProgress.DatabaseCreated created:
                terminal.Line($"{created.Target}   created");
                break;
            case MigrationProgress.Clearing clearing:
                foreach (var line in Sentences.Clearing(clearing))
                    terminal.Line(line);
                break;
            case MigrationProgress.Planned { Steps.Count: > 0 } plan:
                _columns = new RevisionColumns(plan.Steps, revisions);
                terminal.Line(Sentences.Plan(plan, revisions));
                foreach (var line in Sentences.NotRestored(plan.NotRestored))
                    terminal.Line(line, Tone.Warning);
                foreach (var revision in plan.Edited)
                    terminal.Line(Sentences.Edited(revision), Tone.Warning);
                foreach (var revision in plan.Skipped)
                    terminal.Line(Sentences.Skipped(revision), Tone.Warning);
                if (plan.Unverified)
                    terminal.Line(Sentences.Unverified(plan.To), Tone.Warning);
                break;
            case MigrationProgress.AskedLater later:
                terminal.Line(Sentences.AskedLater(later.Revisions));
                break;
            case MigrationProgress.OrphansResolved resolved:
                foreach (var orphans in resolved.Orphans)
                    terminal.Line($"  resolved: {orphans}; copies are in {copies}", Tone.Warning);
                break;
            case MigrationProgress.Started started:
                Watch(started.Revision);
                break;
            case MigrationProgress.Finished finished:
                _ticks?.Dispose();
                terminal.Line(Columns(finished.Revision).Line(finished.Revision, Elapsed.Format(finished.Duration)));
                break;
            case MigrationProgress.Backfilled batch:
                _backfills.Tell(batch);
                break;
            case MigrationProgress.BackfillWaits waits:
                _backfills.Tell(waits);
                break;
            case MigrationProgress.Lost lost:
                terminal.Line(Columns(lost.Revision).Below($"lost: {lost.Loss}"), Tone.Warning);
                break;
        }
    }

    /// <summary>Ends the line of the revision that was running, if one was.</summary>
    public void Stopped()
    {
        _ticks?.Dispose();
        if (state.Running is { } running)
            terminal.Line(Columns(running).Line(running, "stopped"), Tone.Error);
    }

    public void Dispose() => _ticks?.Dispose();

    /// <summary>Waits are noted when they begin and then now and then: a container's log is read later, by somebody in a hurry.</summary>
    private void Note(string text, TimeSpan waited)
    {
        if (_noted is { } last && waited >= last && waited - last < BetweenNotes)
            return;
        _noted = waited;
        terminal.ErrorLine(text);
    }

    private void Watch(RevisionInfo revision)
    {
        if (!terminal.Live)
            return;
        var start = terminal.Time.GetTimestamp();
        _ticks?.Dispose();
        _ticks = terminal.Time.CreateTimer(
            _ => terminal.Show(() => ReferenceEquals(state.Running, revision)
                ? Columns(revision).Line(revision, Elapsed.SoFar(terminal.Time.GetElapsedTime(start)))
                : null),
            state: null,
            TimeSpan.Zero,
            TimeSpan.FromMilliseconds(250));
    }

    private RevisionColumns Columns(RevisionInfo revision) => _columns ??= new RevisionColumns([revision], revisions);
}
