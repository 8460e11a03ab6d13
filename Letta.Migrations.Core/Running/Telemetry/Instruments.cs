using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Letta.Migrations.Product;

namespace Letta.Migrations.Running.Telemetry;

/// <summary>What is measured. The names are promised in docs/operations.md; units are those of UCUM, as OpenTelemetry wants them.</summary>
internal sealed class Instruments
{
    private static readonly string? Version = typeof(Instruments).Assembly.GetName().Version?.ToString(3);
    private static readonly ConcurrentDictionary<(string Name, string Prefix), Instruments> All = [];

    private Instruments(string name, string prefix)
    {
        var meter = new Meter(name, Version);
        Prefix = prefix;
        Source = new ActivitySource(name, Version);
        Runs = meter.CreateHistogram<double>($"{prefix}.run.duration", "s", "How long runs took, by how they ended.");
        Revisions = meter.CreateCounter<long>($"{prefix}.revisions", "{revision}", "Revisions that were committed.");
        RevisionDuration = meter.CreateHistogram<double>(
            $"{prefix}.revision.duration", "s", "How long revisions took that were committed.");
        Pending = meter.CreateGauge<long>($"{prefix}.pending", "{revision}", "Revisions between the database and the head of this build.");
        LockWait = meter.CreateHistogram<double>($"{prefix}.lock.wait", "s", "How long a run waited for another migrator's lock.");
        Retries = meter.CreateCounter<long>(
            $"{prefix}.retries", "{retry}", "Revisions, or steps, that hit the lock timeout and were begun again.");
        BackfillBatches = meter.CreateCounter<long>($"{prefix}.backfill.batches", "{batch}", "Batches of backfills that were committed.");
        Drift = meter.CreateGauge<long>(
            $"{prefix}.drift", "{difference}", "Differences between the database and what its revisions make, at the last comparison.");
        BackfillRows = meter.CreateCounter<long>($"{prefix}.backfill.rows", "{row}", "Rows in them.");
    }

    /// <summary>What the names of metrics and tags begin with.</summary>
    public string Prefix { get; }

    public ActivitySource Source { get; }

    public Histogram<double> Runs { get; }

    public Counter<long> Revisions { get; }

    public Histogram<double> RevisionDuration { get; }

    public Gauge<long> Pending { get; }

    public Histogram<double> LockWait { get; }

    public Counter<long> Retries { get; }

    public Gauge<long> Drift { get; }

    public Counter<long> BackfillBatches { get; }

    public Counter<long> BackfillRows { get; }

    /// <summary>Whether anybody listens: if not, nothing is made for them.</summary>
    public bool AnybodyListens
        => Source.HasListeners() || Runs.Enabled || Revisions.Enabled || RevisionDuration.Enabled || Pending.Enabled || LockWait.Enabled
            || Retries.Enabled || Drift.Enabled || BackfillBatches.Enabled || BackfillRows.Enabled;

    /// <summary>Those of a product, the same ones whenever they are asked for.</summary>
    public static Instruments For(MigrationProduct product)
        => All.GetOrAdd((product.TelemetryName, product.TelemetryPrefix), key => new Instruments(key.Name, key.Prefix));

    /// <summary>The name of a tag.</summary>
    public string Tag(string name) => $"{Prefix}.{name}";
}
