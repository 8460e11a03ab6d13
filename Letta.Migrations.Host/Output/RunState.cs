using Letta.Migrations.Errors;
using Letta.Migrations.Running;

namespace Letta.Migrations.Host.Output;

/// <summary>How far a run has come, so that a failure can say what it left behind.</summary>
internal sealed class RunState(RevisionSet revisions)
{
    private bool _down;
    private int _done;
    private long _rows;
    private RevisionInfo? _at;

    /// <summary>The revision that has begun and not ended.</summary>
    public RevisionInfo? Running { get; private set; }

    public void Follow(MigrationProgress progress)
    {
        switch (progress)
        {
            case MigrationProgress.Planned plan:
                _down = plan.Down;
                _at = plan.Status.Current;
                break;
            case MigrationProgress.Backfilled batch:
                _rows += batch.Rows;
                break;
            case MigrationProgress.Started started:
                Running = started.Revision;
                break;
            case MigrationProgress.Finished { Revision: var revision }:
                Running = null;
                _done++;
                _at = _down ? revisions.All.FirstOrDefault(r => r.Number == revision.Number - 1) : revision;
                break;
        }
    }

    /// <summary>What a run that failed left behind, in whole sentences.</summary>
    public string Left(Failure failure)
    {
        if (_rows > 0)
            return $"{_rows} {(_rows == 1 ? "row is" : "rows are")} done and stay so; the next run goes on from there.";
        if (Running is null && _done == 0)
            return "Nothing was changed.";

        // A connection that broke may have broken while the commit was on its way: then only the runner's own second look can tell.
        var certain = failure.Code != ExitCode.Unreachable;
        var done = _down ? "reverted" : "applied";
        List<string> sentences = [];
        if (_done > 0)
            sentences.Add($"{Sentences.Count(_done)} {(_done == 1 ? "was" : "were")} {done}.");
        if (Running is { Transactional: false })
            sentences.Add($"{Running.Id} runs outside a transaction: the steps it completed remain, and the next run goes on from there.");
        else if (Running is not null && certain)
            sentences.Add($"Nothing of {(_done > 0 ? Running.Id : "this revision")} was {done}.");
        if (certain || failure.At is not null)
            sentences.Add($"The database is at {failure.At ?? _at?.Id ?? "base"}.");
        return string.Join(' ', sentences);
    }
}
