using Letta.Migrations.Errors;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Output;

/// <summary>Why a command ended with another code than 0.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="What">One sentence: what happened.</param>
/// <param name="Next">What to do next; one or more lines.</param>
/// <param name="At">Where the database was left, if the run had begun to change it.</param>
/// <param name="Details">For whoever asked for them; null otherwise.</param>
internal sealed record Failure(ExitCode Code, string What, string Next, string? At = null, string? Details = null)
{
    /// <summary>Whether nobody knows if the last commit took place.</summary>
    public bool CommitIsUnknown { get; private init; }

    public static Failure From(MigrationException e) => new(e.Code, e.What, e.Next, e.At) { CommitIsUnknown = e is CommitUnknownException };

    public static Failure Usage(string what, string next) => new(ExitCode.Usage, what, next);

    /// <param name="signal">The signal.</param>
    /// <param name="unknown">That it is unknown whether the last commit took place; null where it is known.</param>
    public static Failure Stopped(ExitCode signal, CommitUnknownException? unknown = null)
        => unknown is null
            ? new(signal, $"Stopped by {StopSignals.Name(signal)}.", "Run the same command again to go on.")
            : new(signal, $"Stopped by {StopSignals.Name(signal)}. {unknown.What}", unknown.Next) { CommitIsUnknown = true };

    /// <summary>A mistake of ours. Its message was not written for users and may hold anything, so its type has to do.</summary>
    public static Failure Unexpected(Exception e, bool verbose)
        => new(
            ExitCode.RevisionFailed,
            $"An unexpected {e.GetType().Name} stopped the command.",
            verbose ? "Please report it with the lines below." : "Run the same command with --verbose to see where, and report it.",
            Details: verbose ? Trace(e) : null);

    private static string Trace(Exception e)
        => e.InnerException is { } inner ? $"{e.GetType()}\n{e.StackTrace}\n{Trace(inner)}" : $"{e.GetType()}\n{e.StackTrace}";
}
