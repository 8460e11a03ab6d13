namespace Letta.Migrations.Errors;

/// <summary>
/// The answer to a COMMIT is missing, and the database could not be asked whether it took place (exit code 4, or that of the signal that
/// stopped the run).
/// </summary>
public sealed class CommitUnknownException(string what, string next, Exception? inner = null)
    : MigrationException(ExitCode.Unreachable, what, next, inner)
{
    /// <summary>The same, as what a run throws: within the exception of a run that was stopped, if it was.</summary>
    /// <param name="subject">What may be committed: "revision 1c28e167b74f".</param>
    /// <param name="target">The database.</param>
    /// <param name="command">The command of the command line.</param>
    /// <param name="error">Why the answer is missing.</param>
    /// <param name="cancellationToken">What stops the run.</param>
    internal static Exception For(string subject, object target, string command, Exception error, CancellationToken cancellationToken)
    {
        var unknown = new CommitUnknownException(
            $"It is unknown whether {subject} was committed: the answer to COMMIT is missing, and {target} could not be asked.",
            $"See where the database is with: {command} current. Then run the same command again; it continues from there.",
            error);
        return cancellationToken.IsCancellationRequested
            ? new OperationCanceledException(unknown.Message, unknown, cancellationToken)
            : unknown;
    }
}
