using System.Diagnostics;
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Running.Telemetry;

/// <summary>
/// Makes a span of a run, a span of each of its revisions, and figures of both, from what the run tells anyway. A revision's span is made
/// when it is known what became of it: on an empty database that is the one commit after the last. An error is reported by its kind: its
/// text may quote a row.
/// </summary>
internal sealed class RunTelemetry : IProgress<MigrationProgress>
{
    private readonly string _operation;
    private readonly Instruments _instruments;
    private readonly string _foreignIdTag;
    private readonly TagList _database;
    private readonly TimeProvider _time;
    private readonly IProgress<MigrationProgress>? _next;
    private readonly Activity? _run;
    private readonly List<(RevisionInfo Revision, DateTimeOffset Begun, TimeSpan Duration)> _carriedOut = [];
    private (RevisionInfo Revision, DateTimeOffset Begun)? _running;
    private long _pending;

    private RunTelemetry(string operation, DatabaseTarget target, TimeProvider time, IProgress<MigrationProgress>? next, Activity? run)
    {
        (_operation, _database, _time, _next, _run) = (operation, DatabaseTags.Create(target), time, next, run);
        (_instruments, _foreignIdTag) = (Instruments.For(target.Product), target.Product.Tables.ForeignIdColumn);
    }

    /// <summary>Runs something, and tells of it if anybody listens.</summary>
    /// <param name="operation">The verb: <c>upgrade</c>.</param>
    /// <param name="target">The database.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Who else receives what happens.</param>
    /// <param name="act">What is run, given who receives what happens.</param>
    public static async Task<T> AroundAsync<T>(
        string operation,
        DatabaseTarget target,
        TimeProvider time,
        IProgress<MigrationProgress>? progress,
        Func<IProgress<MigrationProgress>?, Task<T>> act)
    {
        var instruments = Instruments.For(target.Product);
        if (!instruments.AnybodyListens)
            return await act(progress);

        var begun = time.GetTimestamp();
        using var run = instruments.Source.StartActivity(target.Product.Command(operation));
        var telemetry = new RunTelemetry(operation, target, time, progress, run);
        try
        {
            var result = await act(telemetry);
            telemetry.Ended(ExitCode.Done, error: null, time.GetElapsedTime(begun));
            if (result is MigrationResult { To: var to })
                run?.SetTag(instruments.Tag("to"), to?.Id ?? "base");
            return result;
        }
        catch (Exception e)
        {
            telemetry.Ended((e as MigrationException)?.Code, e, time.GetElapsedTime(begun));
            throw;
        }
    }

    public void Report(MigrationProgress value)
    {
        switch (value)
        {
            case MigrationProgress.Planned planned:
                _pending = planned.Status.Pending.Count;
                _instruments.Pending.Record(_pending, _database);
                _run?.SetTag(_instruments.Tag("from"), planned.Status.Current?.Id ?? "base")
                    .SetTag(_instruments.Tag("steps"), planned.Steps.Count);
                break;
            case MigrationProgress.Started started:
                if (_running?.Revision != started.Revision && _carriedOut.Exists(c => c.Revision == started.Revision))
                    _carriedOut.Clear(); // An empty database that is filled again begins with the first.
                _running = (started.Revision, _time.GetUtcNow());
                break;
            case MigrationProgress.Finished finished:
                _carriedOut.Add(
                    (
                        finished.Revision,
                        _running is { } running && running.Revision == finished.Revision
                            ? running.Begun
                            : _time.GetUtcNow() - finished.Duration,
                        finished.Duration));
                _running = null;
                break;
            case MigrationProgress.Committed:
                Committed();
                break;
            case MigrationProgress.Retrying retrying:
                _instruments.Retries.Add(1, _database);
                Event(
                    "retry",
                    new(_instruments.Tag("version"), retrying.Revision.Version),
                    new(_instruments.Tag("attempt"), retrying.Attempt));
                break;
            case MigrationProgress.Backfilled backfilled:
                _instruments.BackfillBatches.Add(1, With(_instruments.Tag("backfill"), backfilled.Name));
                _instruments.BackfillRows.Add(backfilled.Rows, With(_instruments.Tag("backfill"), backfilled.Name));
                break;
            case MigrationProgress.Lost lost:
                Event(
                    "loss",
                    new(_instruments.Tag("version"), lost.Revision.Version),
                    new("db.collection.name", lost.Loss.Table),
                    new(_instruments.Tag("rows"), lost.Loss.Rows));
                break;
        }

        _next?.Report(value);
    }

    private void Committed()
    {
        foreach (var (revision, begun, duration) in _carriedOut)
        {
            Span(revision, begun, duration, "committed", error: null);
            _instruments.Revisions.Add(1, With(_instruments.Tag("operation"), _operation));
            _instruments.RevisionDuration.Record(duration.TotalSeconds, With(_instruments.Tag("operation"), _operation));
        }

        if (_operation is "upgrade" or "reset")
            _instruments.Pending.Record(_pending -= _carriedOut.Count, _database);
        _carriedOut.Clear();
    }

    private void Ended(ExitCode? code, Exception? error, TimeSpan duration)
    {
        var kind = Kind(code, error);
        foreach (var (revision, begun, took) in _carriedOut)
            Span(revision, begun, took, "rolled_back", error: null);
        if (error is not null && _running is { } running)
            Span(
                running.Revision,
                running.Begun,
                _time.GetUtcNow() - running.Begun,
                kind == "stopped" ? "stopped" : "failed",
                kind);

        var tags = With(_instruments.Tag("operation"), _operation);
        if (kind is not null)
            tags.Add("error.type", kind);
        _instruments.Runs.Record(duration.TotalSeconds, tags);
        foreach (var tag in tags)
            _run?.SetTag(tag.Key, tag.Value);
        if (code is { } known)
            _run?.SetTag(_instruments.Tag("exit_code"), (int)known);
        if (kind is not null)
            _run?.SetStatus(ActivityStatusCode.Error);
    }

    private void Span(RevisionInfo revision, DateTimeOffset begun, TimeSpan duration, string outcome, string? error)
    {
        var tags = _database;
        tags.Add("db.operation.name", _operation);
        tags.Add(_instruments.Tag("version"), revision.Version);
        tags.Add(_instruments.Tag("name"), revision.Name);
        tags.Add(_instruments.Tag("outcome"), outcome);
        if (revision.ForeignId is { } id)
            tags.Add(_instruments.Tag(_foreignIdTag), id);
        if (error is not null)
            tags.Add("error.type", error);
        using var span = _instruments.Source.StartActivity(
            ActivityKind.Client, _run?.Context ?? default, tags, links: null, begun, $"{_operation} {revision.Id}");
        if (error is not null)
            span?.SetStatus(ActivityStatusCode.Error);
        span?.SetEndTime((begun + duration).UtcDateTime);
    }

    private void Event(
        string name,
        params ReadOnlySpan<KeyValuePair<string, object?>> tags)
            => _run?.AddEvent(new ActivityEvent(name, _time.GetUtcNow(), [.. tags.ToArray()]));

    private TagList With(string key, object? value)
    {
        var tags = _database;
        tags.Add(key, value);
        return tags;
    }

    /// <summary>The kind of an error, one of few: it is a dimension of figures.</summary>
    private static string? Kind(ExitCode? code, Exception? error) => (code, error) switch
    {
        (_, null) => null,
        ({ } known, _) => known.ToString(),
        (_, OperationCanceledException) => "stopped",
        _ => error.GetType().FullName,
    };
}
