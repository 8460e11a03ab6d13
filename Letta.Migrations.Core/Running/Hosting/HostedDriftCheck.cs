using Letta.Migrations.Errors;
using Letta.Migrations.Running.Telemetry;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Running;

/// <summary>
/// Compares the database of a host with what its revisions make, again and again. The differences are logged when they are found and when
/// they change; in between a line says that there are still as many.
/// </summary>
internal sealed class HostedDriftCheck(MigrationRunner runner, ILogger logger, TimeSpan interval, TimeProvider time)
    : HostedLoop(interval, time)
{
    /// <summary>Of a schema that is another one altogether, the first will do.</summary>
    private const int Shown = 50;

    private DriftReport? _last;

    protected override async Task ActAsync(CancellationToken stopping)
    {
        var report = await runner.FindDriftAsync(stopping);
        if (report.NotCompared is { } why)
        {
            if (why != _last?.NotCompared)
                Log.NotCompared(logger, runner.Target, why);
        }
        else
        {
            Instruments.For(runner.Target.Product).Drift.Record(report.Differences.Count, DatabaseTags.Create(runner.Target));
            Report(report);
        }

        _last = report;
    }

    protected override void Failed(string what, string? next)
        => Log.HostComparisonFailed(logger, what, next ?? "It is tried again.");

    private void Report(DriftReport report)
    {
        var at = report.At?.Id ?? "base";
        if (report.Differences.Count == 0)
        {
            Log.NoDrift(logger, runner.Target, at);
            return;
        }

        Log.Drifted(logger, runner.Target, at, report.Differences.Count, report.Differences.Count == 1 ? "place" : "places");
        if (_last?.Differences.SequenceEqual(report.Differences) == true)
            return;
        foreach (var difference in report.Differences.Take(Shown))
            Log.Difference(logger, runner.Target, ControlCharacters.Escape(difference));
        if (report.Differences.Count > Shown)
            Log.MoreDifferences(logger, runner.Target, report.Differences.Count - Shown);
    }
}
