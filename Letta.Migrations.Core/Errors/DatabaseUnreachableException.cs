namespace Letta.Migrations.Errors;

/// <summary>The database could not be reached, or went away; trying again may help (exit code 4).</summary>
public sealed class DatabaseUnreachableException(MessageText what, MessageText next, Exception? inner = null)
    : MigrationException(ExitCode.Unreachable, what, next, inner);
