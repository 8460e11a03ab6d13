using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Output;

/// <summary>How far a run has come, so that a failure can say what it left behind.</summary>
internal sealed class RunState(RevisionSet revisions, MigrationProduct product)
{
    private readonly OrderedDictionary<string, long> _rows = new(StringComparer.Ordinal);
    private bool _down;
    private bool _isBootstrap;
    private bool _open;
    private int _done;
    private RevisionInfo? _at;
    private bool _created;
    private int? _tables;
    private bool _cleared;

    private MigrationProgress.Stepped? _stepped;

    /// <summary>The revision that has begun and not ended.</summary>
    public RevisionInfo? Running { get; private set; }

    public void Follow(MigrationProgress progress)
    {
        switch (progress)
        {
            case MigrationProgress.Planned plan:
                _down = plan.Down;
                _isBootstrap = plan.IsBootstrap;
                _at = plan.Status.Current;
                break;
            case MigrationProgress.DatabaseCreated:
                _created = true;
                break;
            case MigrationProgress.Clearing clearing:
                _tables = clearing.Tables;
                break;
            case MigrationProgress.Cleared:
                _cleared = true;
                break;
            case MigrationProgress.Backfilled batch:
                _rows[batch.Name] = _rows.GetValueOrDefault(batch.Name) + batch.Rows;
                break;
            case MigrationProgress.Started started:
                Running = started.Revision;
                _open = true;
                _stepped = null;
                break;
            case MigrationProgress.Stepped stepped:
                _stepped = stepped;
                break;
            case MigrationProgress.Finished:
                Running = null;
                break;
            case MigrationProgress.Committed { Revisions: var committed }:
                _open = false;
                _stepped = null;
                _done += committed.Count;
                _at = _down ? revisions.All.FirstOrDefault(r => r.Number == committed[^1].Number - 1) : committed[^1];
                break;
        }
    }

    /// <summary>What a run that failed left behind, in whole sentences.</summary>
    public string Left(Failure failure)
    {
        var filled = Filled(failure);
        if (filled is not null && !_open && _done == 0)
            return failure.At is { } at ? $"The database is at {at}. {filled}" : filled;

        return filled is null ? Schema(failure) : $"{Schema(failure)} {filled}";
    }

    /// <summary>What became of the rows that backfills changed. What needs a person is not gone on with by a next run.</summary>
    private string? Filled(Failure failure)
    {
        var each = _rows.Where(r => r.Value > 0).Select(r => $"{r.Value} {(r.Value == 1 ? "row" : "rows")} of {r.Key}").ToList();
        if (each.Count == 0)
            return null;

        var one = each is [['1', ' ', ..]];
        return $"{string.Join(" and ", each)} {(one ? "is done and stays" : "are done and stay")} "
            + $"so{(failure.Code == ExitCode.NeedsHuman ? "" : "; the next run goes on from there")}.";
    }

    private string Unknown => $"Where the database is now, {product.CommandName} current tells.";

    private string Schema(Failure failure)
    {
        if (_cleared)
            return $"{(_tables == 1 ? "1 table was" : $"{_tables} tables were")} dropped. {Built(failure)}";
        if (_tables is not null && (failure.Code == ExitCode.Unreachable || failure.CommitIsUnknown))
            return $"All of it was dropped, or nothing: {product.CommandName} current tells.";
        return Applied(failure);
    }

    /// <summary>What a reset has built of head since it dropped everything.</summary>
    private string Built(Failure failure)
        => (_done, Certain: failure.Code != ExitCode.Unreachable && !failure.CommitIsUnknown) switch
        {
            (0, true)
                => $"Nothing was applied since: the database is empty, at base, and {product.CommandName} upgrade goes on from there.",
            (0, false) => $"What was applied since is not known: {product.CommandName} current tells.",
            _ => Applied(failure),
        };

    private string Applied(Failure failure)
    {
        if (!_open && _done == 0)
            return failure.CommitIsUnknown ? Unknown : _created ? "The database was created, and is empty." : "Nothing was changed.";

        // A connection that broke may have broken while the commit was on its way: then only the runner's own second look can tell.
        var certain = failure.Code != ExitCode.Unreachable && !failure.CommitIsUnknown;
        if (_isBootstrap && _done == 0 && certain)
            return "Nothing was applied: the database is empty, as it was.";

        var done = _down ? "reverted" : "applied";
        List<string> sentences = [];
        if (_done > 0)
            sentences.Add($"{Sentences.Count(_done)} {(_done == 1 ? "was" : "were")} {done}.");
        if (_stepped is not null)
            sentences.Add(
                $"{_stepped.Done} of the {_stepped.Total} steps of {_stepped.Revision.Id} are done and stay; the next run goes on from "
                    + $"there.");
        else if (failure.CommitIsUnknown)
            sentences.Add(Unknown);
        else if (_open && certain)
            sentences.Add($"Nothing of {(_done > 0 && Running is not null ? Running.Id : "this revision")} was {done}.");
        if (certain || (failure.At is not null && !failure.CommitIsUnknown))
            sentences.Add($"The database is at {failure.At ?? _at?.Id ?? "base"}.");
        return string.Join(' ', sentences);
    }
}
