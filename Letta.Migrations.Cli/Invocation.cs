using System.CommandLine;
using Letta.Migrations.Cli.Commands;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Cli.Telemetry;
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Letta.Migrations.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Cli;

/// <summary>One command line at work: what every verb needs around its one call of the runner, and how every failure ends.</summary>
internal sealed class Invocation(
    GlobalOptions options, MigrationDefinition definition, Terminal terminal, StopSignals stop, StatementObserver? observer)
{
    private readonly RevisionSet _revisions = definition.Revisions();

    /// <summary>The history, and the names that it goes by.</summary>
    public MigrationDefinition Definition => definition;

    /// <summary>The names that it goes by.</summary>
    public MigrationProduct Product => definition.Product;

    public RevisionSet Revisions => _revisions;

    /// <summary>The model, and what else there is.</summary>
    public MigrationCliOptions Cli { get; init; } = new();

    /// <summary>Where the answers go and, on a real one, where a person can be asked.</summary>
    public Terminal Terminal => terminal;

    /// <summary>The clock.</summary>
    public TimeProvider Time => terminal.Time;

    /// <summary>How long to wait for a server that stays silent.</summary>
    public ConnectionLimits Limits { get; init; } = ConnectionLimits.Default;

    /// <summary>Runs a verb that works on the database, and returns the exit code.</summary>
    public Task<int> RunAsync(ParseResult parse, Func<MigrationRunner, Printer, CancellationToken, Task> act)
        => RunAsync(parse, async (runner, printer, cancellationToken) =>
        {
            await act(runner, printer, cancellationToken);
            return ExitCode.Done;
        });

    /// <summary>Runs a verb that works on the database and ends well in more than one way, and returns the exit code.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="act">The verb.</param>
    /// <param name="adjust">What the verb has other defaults for.</param>
    public Task<int> RunAsync(
        ParseResult parse,
        Func<MigrationRunner, Printer, CancellationToken, Task<ExitCode>> act,
        Func<MigrationOptions, MigrationOptions>? adjust = null)
        => RunAsync(parse, async (configuration, loggers, printer) =>
        {
            var target = definition.Targets.Read(configuration, parse.GetValue(options.Connection), parse.GetValue(options.Schema));
            var settings = new MigrationOptionsReader(Product).Read(configuration) with { Limits = Limits };
            var runner = new MigrationRunner(
                target, adjust?.Invoke(settings) ?? settings, loggers.CreateLogger<MigrationRunner>(), terminal.Time, _revisions)
            {
                Observer = observer,
            };
            printer.Target = target;
            return await act(runner, printer, stop.Token);
        });

    /// <summary>Runs a verb that needs no database, and returns the exit code.</summary>
    public Task<int> RunAsync(ParseResult parse, Action<Printer> act)
        => RunAsync(parse, (_, _, printer) =>
        {
            act(printer);
            return Task.FromResult(ExitCode.Done);
        });

    /// <summary>Prints a text that needs no database and looks the same to everybody, and returns the exit code.</summary>
    public Task<int> PrintAsync(ParseResult parse, Func<string> text) => RunAsync(parse, _ => terminal.Lines(text()));

    /// <summary>Runs the worker service until it is asked to stop, and returns the exit code.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="checkInterval">How often to look for drift; null for never.</param>
    public Task<int> ServeAsync(ParseResult parse, TimeSpan? checkInterval)
        => RunAsync(
            parse,
            (_, loggers, printer) =>
            {
                var worker = new WorkerService(definition, loggers, printer, stop)
                {
                    Overrides = options.Overrides(parse),
                    Connection = parse.GetValue(options.Connection),
                    Schema = parse.GetValue(options.Schema),
                    CheckInterval = checkInterval,
                };
                return worker.RunAsync(startup => startup.Options = startup.Options with { Limits = Limits });
            },
            service: true);

    /// <param name="parse">The command line.</param>
    /// <param name="act">The verb.</param>
    /// <param name="service">Whether the log alone reports it, as of a service.</param>
    private async Task<int> RunAsync(
        ParseResult parse, Func<IConfiguration, ILoggerFactory, Printer, Task<ExitCode>> act, bool service = false)
    {
        var configuration = Configuration(parse);
        var logs = new Logs(Product);
        var (verbose, quiet) = (parse.GetValue(options.Verbose), parse.GetValue(options.Quiet));
        var json = logs.AsJson(configuration, watched: terminal.Live || quiet);
        using var loggers = logs.Create(terminal, json, verbose, alone: service && !quiet);
        using var printer
            = Printers.For(parse.GetValue(options.Json), quiet, json || service, terminal, _revisions, Product, loggers);
        try
        {
            logs.Check(configuration);
            return (int)await act(configuration, loggers, printer);
        }
        catch (OutputFailedException e)
        {
            terminal.ErrorLine($"The result could not be printed: {e.Message}", Tone.Error);
            return (int)(printer.Verified ? ExitCode.Done : ExitCode.RevisionFailed);
        }
        catch (MigrationException e)
        {
            return Fail(printer, Failure.From(e));
        }
        catch (OperationCanceledException e) when (stop.Code is { } signal)
        {
            return Fail(printer, Failure.Stopped(signal, e.InnerException as CommitUnknownException));
        }
        catch (Exception e)
        {
            return Fail(printer, Failure.Unexpected(e, verbose));
        }
    }

    private int Fail(Printer printer, Failure failure)
    {
        try
        {
            return printer.Failed(failure);
        }
        catch (OutputFailedException)
        {
            terminal.ErrorLine($"{failure.What} {failure.Next.Replace('\n', ' ')}", Tone.Error);
            return (int)failure.Code;
        }
    }

    private IConfigurationRoot Configuration(ParseResult parse)
    {
        var builder = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true);
        if (Collector.Variable("DOTNET_ENVIRONMENT") is { } environment) // As a generic host does.
            builder.AddJsonFile($"appsettings.{environment}.json", optional: true);
        if (Cli.Environment is { } given)
        {
            builder.AddInMemoryCollection(given.Select(
                v => KeyValuePair.Create(v.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), (string?)v.Value)));
        }
        else
        {
            builder.AddEnvironmentVariables();
        }

        return builder.AddInMemoryCollection(options.Overrides(parse)).Build();
    }
}
