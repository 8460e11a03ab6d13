using Letta.Migrations.Product;

namespace Letta.Migrations.Cli.Telemetry;

/// <summary>
/// Sends traces and metrics to an OpenTelemetry collector, where the standard variables name one. Without them nothing of OpenTelemetry is
/// even loaded. Whatever is the matter with the collector, a run ends as it would without, at most <see cref="Patience"/> later.
/// </summary>
internal static class Collector
{
    /// <summary>How long the end of the process may wait for what was not sent yet.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Begins to listen; null where nobody wants to hear.</summary>
    public static IDisposable? Start(MigrationProduct product)
    {
        if (IsTrue("OTEL_SDK_DISABLED"))
            return null;
        var (traces, metrics) = (Wanted("TRACES"), Wanted("METRICS"));
        return traces || metrics ? Exporters.Start(traces, metrics, product) : null;
    }

    /// <summary>The endpoint that a signal has of its own, if it has one.</summary>
    public static string? EndpointOf(string signal) => Variable($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT");

    /// <summary>An environment variable; null if it is not set or empty, which the specification says is the same.</summary>
    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static bool Wanted(string signal)
        => (EndpointOf(signal) ?? Variable("OTEL_EXPORTER_OTLP_ENDPOINT")) is not null
            && Variable($"OTEL_{signal}_EXPORTER") is null or "otlp";

    private static bool IsTrue(string name) => string.Equals(Variable(name), "true", StringComparison.OrdinalIgnoreCase);
}
