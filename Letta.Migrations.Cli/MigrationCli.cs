using System.CommandLine;
using Letta.Migrations.Cli.Commands;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Cli.Telemetry;
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli;

/// <summary>The command line as a method: all of <c>Program.cs</c> of an executable that brings a history.</summary>
public static class MigrationCli
{
    /// <summary>Runs one command line and returns its exit code.</summary>
    /// <param name="args">The arguments, without the executable.</param>
    /// <param name="definition">The history, and the names that it goes by. A mistake in it ends with exit code 2.</param>
    /// <param name="options">The model, and what else there is.</param>
    public static async Task<int> RunAsync(string[] args, MigrationDefinition definition, MigrationCliOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(definition);

        // Whatever ends this process early, it is a failure: only a verified result returns 0.
        Environment.ExitCode = (int)ExitCode.RevisionFailed;
        using var collector = definition.Product.Fault is null ? Collector.Start(definition.Product) : null;
        using var stop = new StopSignals();
        using var terminal = Terminal.Open();
        return await RunAsync(args, definition, options ?? new MigrationCliOptions(), terminal, stop);
    }

    /// <summary>The same on streams, and with signals, of somebody else.</summary>
    internal static async Task<int> RunAsync(
        string[] args,
        MigrationDefinition definition,
        MigrationCliOptions options,
        Terminal terminal,
        StopSignals stop,
        StatementObserver? observer = null,
        ConnectionLimits? limits = null)
    {
        try
        {
            return await ParseAndRunAsync(args, definition, options, terminal, stop, observer, limits);
        }
        catch (ConfigurationException e)
        {
            return UsageErrors.Print(Failure.From(e), args, new JsonPrinter(terminal, definition.Product), terminal);
        }
        catch (Exception e) when (e is OutputFailedException || Terminal.IsBroken(e))
        {
            terminal.ErrorLine($"Nothing could be printed: {e.Message}", Tone.Error);
            return (int)ExitCode.RevisionFailed;
        }
    }

    private static async Task<int> ParseAndRunAsync(
        string[] args,
        MigrationDefinition definition,
        MigrationCliOptions options,
        Terminal terminal,
        StopSignals stop,
        StatementObserver? observer,
        ConnectionLimits? limits)
    {
        definition.Product.Validate();
        var global = new GlobalOptions(definition);
        var invocation
            = new Invocation(global, definition, terminal, stop, observer) { Cli = options, Limits = limits ?? ConnectionLimits.Default };
        var root = CommandTree.Create(global, invocation);
        var parse = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (new UsageErrors(definition).First(parse) is { } wrong)
            return UsageErrors.Print(wrong, args, new JsonPrinter(terminal, definition.Product), terminal);

        return await parse.InvokeAsync(
            new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false, // It prints stack traces.
                ProcessTerminationTimeout = null, // It ends the process before the rollback is done.
            },
            CancellationToken.None);
    }
}
