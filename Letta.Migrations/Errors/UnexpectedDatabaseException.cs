namespace Letta.Migrations.Errors;

/// <summary>The database is not what this build expects (exit code 5).</summary>
public sealed class UnexpectedDatabaseException(string what, string next, Exception? inner = null)
    : MigrationException(ExitCode.Unexpected, what, next, inner);
