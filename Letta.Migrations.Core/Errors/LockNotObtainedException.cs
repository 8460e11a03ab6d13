namespace Letta.Migrations.Errors;

/// <summary>A lock was held by somebody else for longer than the time allowed (exit code 3).</summary>
public sealed class LockNotObtainedException(MessageText what, MessageText next, Exception? inner = null)
    : MigrationException(ExitCode.LockNotObtained, what, next, inner);
