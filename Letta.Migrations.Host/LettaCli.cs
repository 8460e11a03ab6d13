using System.CommandLine;
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Host.Commands;
using Letta.Migrations.Host.Output;
using Letta.Migrations.Host.Telemetry;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Host;

/// <summary>The command line as a method, for this executable and for any other that brings its own history.</summary>
public static class LettaCli
{
    /// <summary>Runs one command line on Letta's own history and returns its exit code.</summary>
    /// <param name="args">The arguments, without the executable.</param>
    public static Task<int> RunAsync(string[] args) => RunAsync(args, () => RevisionSet.Letta);

    /// <summary>Runs one command line and returns its exit code.</summary>
    /// <param name="args">The arguments, without the executable.</param>
    /// <param name="revisions">The history.</param>
    public static Task<int> RunAsync(string[] args, RevisionSet revisions) => RunAsync(args, () => revisions);

    /// <summary>Runs one command line and returns its exit code.</summary>
    /// <param name="args">The arguments, without the executable.</param>
    /// <param name="revisions">Makes the history; a mistake in it, such as two revisions of one version, ends with exit code 2 like any other.</param>
    public static async Task<int> RunAsync(string[] args, Func<RevisionSet> revisions)
    {
        // Whatever ends this process early, it is a failure: only a verified result returns 0.
        Environment.ExitCode = (int)ExitCode.RevisionFailed;
        using var collector = Collector.Start();
        using var stop = new StopSignals();
        using var terminal = Terminal.Open();
        try
        {
            return await RunAsync(args, revisions(), terminal, stop);
        }
        catch (ConfigurationException e)
        {
            return UsageErrors.Print(Failure.Of(e), args, terminal);
        }
        catch (Exception e) when (e is OutputFailedException || Terminal.IsBroken(e))
        {
            terminal.ErrorLine($"Nothing could be printed: {e.Message}", Tone.Error);
            return (int)ExitCode.RevisionFailed;
        }
    }

    internal static async Task<int> RunAsync(
        string[] args,
        RevisionSet revisions,
        Terminal terminal,
        StopSignals stop,
        StatementObserver? observer = null,
        Func<DatabaseSchema>? model = null,
        ConnectionLimits? limits = null)
    {
        var options = new GlobalOptions();
        var invocation = new Invocation(options, revisions, terminal, stop, observer) { Model = model, Limits = limits ?? ConnectionLimits.Default };
        var root = CommandTree.Create(options, invocation);
        var parse = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (UsageErrors.First(parse) is { } wrong)
            return UsageErrors.Print(wrong, args, terminal);

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
