using Letta.Migrations.Product;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Letta.Migrations.Cli.Telemetry;

/// <summary>
/// The two pipes of the OpenTelemetry SDK. What it has to complain about goes to its own event source, never to the output.
/// </summary>
internal sealed class Exporters : IDisposable
{
    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    private Exporters(TracerProvider? traces, MeterProvider? metrics) => (_traces, _metrics) = (traces, metrics);

    public static Exporters Start(bool traces, bool metrics, MigrationProduct product)
    {
        // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last: they have the last word.
        var resource = ResourceBuilder.CreateEmpty()
            .AddTelemetrySdk()
            .AddService(product.ServiceName, serviceVersion: typeof(Exporters).Assembly.GetName().Version?.ToString(3))
            .AddEnvironmentVariableDetector();
        return new Exporters(
            traces
                ? Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(product.TelemetryName)
                    .AddOtlpExporter(o => Refine(o, "TRACES"))
                    .Build()
                : null,
            metrics
                ? Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(product.TelemetryName)
                    .AddOtlpExporter(o => Refine(o, "METRICS"))
                    .Build()
                : null);
    }

    /// <summary>Sends what is left. The SDK's own threads do so, and they do not keep the process.</summary>
    public void Dispose()
    {
        var patience = (int)Collector.Patience.TotalMilliseconds;
        var ends = Task.WhenAll(Task.Run(() => _traces?.Shutdown(patience)), Task.Run(() => _metrics?.Shutdown(patience)));
        ends.Wait(patience);
    }

    /// <summary>
    /// The variables of one signal, which the exporter does not read by itself; what it cannot make sense of it leaves at its default.
    /// </summary>
    private static void Refine(OtlpExporterOptions options, string signal)
    {
        options.TimeoutMilliseconds = Math.Min(options.TimeoutMilliseconds, (int)Collector.Patience.TotalMilliseconds);
        options.Protocol = Collector.Variable($"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL") switch
        {
            "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            _ => options.Protocol,
        };
        options.Headers = Collector.Variable($"OTEL_EXPORTER_OTLP_{signal}_HEADERS") ?? options.Headers;
        if (Uri.TryCreate(Collector.EndpointOf(signal), UriKind.Absolute, out var own))
            options.Endpoint = own;
    }
}
