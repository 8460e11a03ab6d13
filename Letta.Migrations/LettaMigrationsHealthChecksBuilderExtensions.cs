using Letta.Migrations;

// Where an IHealthChecksBuilder's extensions are looked for: no using is needed to find this one.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Migrations among a host's health checks.</summary>
public static class LettaMigrationsHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds the check <c>letta-migrations</c>: unhealthy until the start of the host has verified the database to be at its target.
    /// </summary>
    /// <remarks>
    /// In a web application, beside <c>AddLettaMigrations(configuration)</c>:
    /// <code>
    /// builder.Services.AddHealthChecks().AddLettaMigrations();
    /// app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
    /// app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
    /// </code>
    /// The first says that the process answers, and asks nothing else: a restart fixes no database.
    /// </remarks>
    /// <param name="builder">The health checks.</param>
    /// <param name="tags">What the check is chosen by; default <c>ready</c>.</param>
    public static IHealthChecksBuilder AddLettaMigrations(this IHealthChecksBuilder builder, IEnumerable<string>? tags = null)
        => builder.AddMigrations(LettaMigrations.Product.ServiceName, tags);
}
