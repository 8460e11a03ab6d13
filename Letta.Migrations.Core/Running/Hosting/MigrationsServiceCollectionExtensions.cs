using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

// Where an IServiceCollection's extensions are looked for: no using is needed to find this one.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Migrations as the first step of a host's start.</summary>
public static class MigrationsServiceCollectionExtensions
{
    /// <summary>
    /// Brings the database to head before any service of the host starts, Kestrel included: until then no connection is accepted.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The database and the patience are configured as for the command line. Any number of replicas may start at once; one of them
    /// migrates, the others wait for it.
    /// </para>
    /// <para>
    /// If head is not reached, <see cref="IHost.StartAsync"/> throws <see cref="MigrationStartupException"/> and nothing was started. A
    /// program that just calls <c>app.Run()</c> then ends with the documented <see cref="ExitCode"/>: the host logs what happened and
    /// what to do, without a stack trace. SIGTERM and SIGINT while migrating roll back and end with 143 and 130. A program that catches
    /// the exception finds the code in <see cref="MigrationStartupException.Code"/>, and in <see cref="Environment.ExitCode"/>.
    /// </para>
    /// </remarks>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="definition">The history, and the names that it goes by.</param>
    /// <param name="configure">Has the last word, after the configuration was read.</param>
    public static IServiceCollection AddMigrations(
        this IServiceCollection services,
        IConfiguration configuration,
        MigrationDefinition definition,
        Action<MigrationStartupOptions>? configure = null)
    {
        services.AddSingleton(new MigrationStartupSettings(definition, configuration, configure));
        services.TryAddSingleton<MigrationReadiness>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, MigrationStartupService>());
        return services;
    }
}
