namespace Letta.Migrations.Errors;

/// <summary>A revision failed, and was rolled back or stands at a named step (exit code 1).</summary>
public sealed class RevisionFailedException(MessageText what, MessageText next, Exception? inner = null)
    : MigrationException(ExitCode.RevisionFailed, what, next, inner);
