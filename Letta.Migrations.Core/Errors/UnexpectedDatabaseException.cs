namespace Letta.Migrations.Errors;

/// <summary>The database is not what this build expects (exit code 5).</summary>
public class UnexpectedDatabaseException(MessageText what, MessageText next, Exception? inner = null)
    : MigrationException(ExitCode.Unexpected, what, next, inner);
