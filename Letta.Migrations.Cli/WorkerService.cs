using System.Runtime.ExceptionServices;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Cli;

/// <summary>
/// The migrations as a service: a .NET generic host whose first step brings the database to head, and which then carries out backfills as
/// they become due and looks for drift, until it is asked to stop.
/// </summary>
/// <param name="definition">The history, and the names that it goes by.</param>
/// <param name="loggers">Where the host's log goes.</param>
/// <param name="printer">Receives the result of the first step, or why there is none.</param>
/// <param name="stop">The signals that stop it.</param>
internal sealed class WorkerService(MigrationDefinition definition, ILoggerFactory loggers, Printer printer, StopSignals stop)
{
    /// <summary>What the command line says, as configuration.</summary>
    public required IEnumerable<KeyValuePair<string, string?>> Overrides { get; init; }

    /// <summary>The database, if the command line names it.</summary>
    public string? Connection { get; init; }

    /// <summary>The Postgres schema, if the command line names it.</summary>
    public string? Schema { get; init; }

    /// <summary>How often to look for drift; null for never.</summary>
    public TimeSpan? CheckInterval { get; init; }

    /// <summary>
    /// Returns when the host has stopped: 0 once head was verified, whatever asked it to stop; before that the code of what went wrong, or
    /// of the signal.
    /// </summary>
    /// <param name="configure">Has the last word.</param>
    /// <exception cref="MigrationException">Head was not reached, and no service was started.</exception>
    public async Task<ExitCode> RunAsync(Action<MigrationStartupOptions> configure)
    {
        using var host = Build(configure);
        try
        {
            await host.StartAsync(CancellationToken.None); // Its first step listens to the signals itself.
        }
        catch (MigrationStartupException e) when (e.Code is ExitCode.Interrupted or ExitCode.Terminated)
        {
            return (ExitCode)printer.Failed(Failure.Stopped(e.Code, e.InnerException?.InnerException as CommitUnknownException));
        }
        catch (MigrationStartupException e) when (e.InnerException is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause); // Reported like the failure of any command.
        }

        var log = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(definition.Product.TelemetryName);
        var target = printer.Target!;
        var checks = CheckInterval is { } every ? $"the schema is compared every {every}" : "the schema is not compared";
        Log.Serving(log, target, checks);
        await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await host.StopAsync(CancellationToken.None);
        Log.Stopped(log, target, StopSignals.Name(stop.Code ?? ExitCode.Terminated));
        return ExitCode.Done;
    }

    private IHost Build(Action<MigrationStartupOptions> configure)
    {
        var configuration = new ConfigurationManager();
        configuration["hostBuilder:reloadConfigOnChange"] = "false"; // A watched file would change nothing: the settings are read once.
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            ApplicationName = definition.Product.ServiceName,
            ContentRootPath = AppContext.BaseDirectory,
            Configuration = configuration,
        });
        builder.Configuration.AddInMemoryCollection(Overrides);
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new CommandLineLoggers(loggers));
        builder.Logging.SetMinimumLevel(LogLevel.Trace); // The log of the command line has a level of its own.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // The printer reports it.
        builder.Services.AddSingleton<IHostLifetime, CommandLineLifetime>();
        builder.Services.AddMigrations(builder.Configuration, definition, startup =>
        {
            startup.Target = printer.Target = definition.Targets.Read(builder.Configuration, Connection, Schema);
            startup.Progress = printer;
            startup.Reached = result => printer.Ran(Verb.Upgrade, result);
            startup.RunsBackfills = true;
            startup.CheckInterval = CheckInterval;
            configure(startup);
        });
        return builder.Build();
    }

    /// <summary>The command line listens to the signals, and stops the host.</summary>
    private sealed class CommandLineLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>The loggers of the command line, for a host.</summary>
    private sealed class CommandLineLoggers(ILoggerFactory loggers) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => loggers.CreateLogger(categoryName);

        public void Dispose()
        {
            // They are the command line's.
        }
    }
}
