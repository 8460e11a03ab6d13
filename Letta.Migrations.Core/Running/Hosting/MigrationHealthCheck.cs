using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Letta.Migrations.Running;

/// <summary>
/// Ready once the database was verified to be at its target. It asks no database: a server that is away for a moment is its own check's
/// business, and revisions of a newer release, applied while this one still serves, must not take every replica out of service.
/// </summary>
internal sealed class MigrationHealthCheck(MigrationReadiness readiness) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(readiness.At is { } at
            ? HealthCheckResult.Healthy($"The database was verified to be at {at}.")
            : new HealthCheckResult(
                context.Registration.FailureStatus, readiness.Refused ?? "The database was not verified to be at its target yet."));
}
