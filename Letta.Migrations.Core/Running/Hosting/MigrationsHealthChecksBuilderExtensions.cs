using Letta.Migrations.Running;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

// Where an IHealthChecksBuilder's extensions are looked for: no using is needed to find this one.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Migrations among a host's health checks.</summary>
public static class MigrationsHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check of this name: unhealthy until the start of the host has verified the database to be at its target.
    /// </summary>
    /// <remarks>
    /// In a web application, beside <c>AddMigrations(configuration, definition)</c>:
    /// <code>
    /// builder.Services.AddHealthChecks().AddMigrations();
    /// app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
    /// app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
    /// </code>
    /// The first says that the process answers, and asks nothing else: a restart fixes no database.
    /// </remarks>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">What the check is called.</param>
    /// <param name="tags">What the check is chosen by; default <c>ready</c>.</param>
    public static IHealthChecksBuilder AddMigrations(
        this IHealthChecksBuilder builder, string name = "migrations", IEnumerable<string>? tags = null)
    {
        builder.Services.TryAddSingleton<MigrationReadiness>();
        return builder.Add(new HealthCheckRegistration(
            name,
            services => new MigrationHealthCheck(services.GetRequiredService<MigrationReadiness>()),
            failureStatus: HealthStatus.Unhealthy,
            tags ?? ["ready"]));
    }
}
