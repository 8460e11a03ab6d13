using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Letta.Migrations.Running.Telemetry;

/// <summary>What is measured. The names are promised in docs/operations.md; units are those of UCUM, as OpenTelemetry wants them.</summary>
internal static class Instruments
{
    private static readonly string? Version = typeof(Instruments).Assembly.GetName().Version?.ToString(3);
    private static readonly Meter Meter = new(MigrationTelemetry.Name, Version);

    public static ActivitySource Source { get; } = new(MigrationTelemetry.Name, Version);

    public static Histogram<double> Runs { get; } = Meter.CreateHistogram<double>("letta.migrations.run.duration", "s", "How long runs took, by how they ended.");

    public static Counter<long> Revisions { get; } = Meter.CreateCounter<long>("letta.migrations.revisions", "{revision}", "Revisions that were committed.");

    public static Histogram<double> RevisionDuration { get; } = Meter.CreateHistogram<double>("letta.migrations.revision.duration", "s", "How long revisions took that were committed.");

    public static Gauge<long> Pending { get; } = Meter.CreateGauge<long>("letta.migrations.pending", "{revision}", "Revisions between the database and the head of this build.");

    public static Histogram<double> LockWait { get; } = Meter.CreateHistogram<double>("letta.migrations.lock.wait", "s", "How long a run waited for another migrator's lock.");

    public static Counter<long> Retries { get; } = Meter.CreateCounter<long>("letta.migrations.retries", "{retry}", "Revisions, or steps, that hit the lock timeout and were begun again.");

    public static Counter<long> BackfillBatches { get; } = Meter.CreateCounter<long>("letta.migrations.backfill.batches", "{batch}", "Batches of backfills that were committed.");

    public static Counter<long> BackfillRows { get; } = Meter.CreateCounter<long>("letta.migrations.backfill.rows", "{row}", "Rows in them.");

    /// <summary>Whether anybody listens: if not, nothing is made for them.</summary>
    public static bool AnybodyListens
        => Source.HasListeners() || Runs.Enabled || Revisions.Enabled || RevisionDuration.Enabled || Pending.Enabled || LockWait.Enabled
            || Retries.Enabled || BackfillBatches.Enabled || BackfillRows.Enabled;
}
