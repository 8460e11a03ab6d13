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
    /// <summary>Runs one command line and returns its exit code.</summary>
    /// <param name="args">The arguments, without the executable.</param>
    /// <param name="revisions">The history; null for Letta's own.</param>
    public static async Task<int> RunAsync(string[] args, RevisionSet? revisions = null)
    {
        // Whatever ends this process early, it is a failure: only a verified result returns 0.
        Environment.ExitCode = (int)ExitCode.RevisionFailed;
        using var collector = Collector.Start();
        using var stop = new StopSignals();
        using var terminal = Terminal.Open();
        try
        {
            return await RunAsync(args, revisions ?? RevisionSet.Letta, terminal, stop);
        }
        catch (Exception e) when (e is OutputFailedException || Terminal.IsBroken(e))
        {
            terminal.ErrorLine($"Nothing could be printed: {e.Message}", Tone.Error);
            return (int)ExitCode.RevisionFailed;
        }
    }

    internal static async Task<int> RunAsync(
        string[] args, RevisionSet revisions, Terminal terminal, StopSignals stop, StatementObserver? observer = null, Func<DatabaseSchema>? model = null)
    {
        var options = new GlobalOptions();
        var root = CommandTree.Create(options, new Invocation(options, revisions, terminal, stop, observer) { Model = model });
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
