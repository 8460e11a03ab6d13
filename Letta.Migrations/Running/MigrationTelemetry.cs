namespace Letta.Migrations.Running;

/// <summary>The name under which runs are seen from outside, by OpenTelemetry or any other listener: <c>AddSource</c> for traces, <c>AddMeter</c> for metrics.</summary>
public static class MigrationTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Letta.Migrations";
}
