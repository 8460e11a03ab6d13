using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Letta.Migrations.Tests.Running.Telemetry;

/// <summary>
/// Hears what the runs of one test tell: the spans below its own, and the figures that are measured within it. Other tests measure at the
/// same time, and all SQLite files have the same name.
/// </summary>
internal sealed class Listener : IDisposable
{
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();
    private readonly Activity _test = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
    private readonly ConcurrentQueue<Activity> _spans = [];

    public Listener()
    {
        _test.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == LettaMigrations.TelemetryName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == _test.TraceId)
                    _spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(_activities);

        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == LettaMigrations.TelemetryName)
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _meters.Start();

        void Measured(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (Activity.Current?.TraceId == _test.TraceId)
                Figures.Enqueue((instrument.Name, value, tags.ToArray().ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal)));
        }
    }

    public IReadOnlyList<Activity> Spans => [.. _spans];

    public ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> Figures { get; } = [];

    public Activity Run => Spans.Single(s => s.Parent is not null && s.Parent == _test);

    public IReadOnlyList<Activity> Revisions => [.. Spans.Where(s => s.ParentSpanId == Run.SpanId)];

    public IReadOnlyList<double> ValuesOf(string name) => [.. Figures.Where(f => f.Name == name).Select(f => f.Value)];

    /// <summary>All that was reported, as one text, to look for what must not be in it.</summary>
    public string Everything
        => string.Join(
            '\n',
            Spans.SelectMany(s => s.TagObjects.Select(t => $"{s.DisplayName} {s.StatusDescription} {t.Key}={t.Value}")
                .Concat(s.Events.SelectMany(e => e.Tags.Select(t => $"{e.Name} {t.Key}={t.Value}")))));

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
        _test.Dispose();
    }
}
