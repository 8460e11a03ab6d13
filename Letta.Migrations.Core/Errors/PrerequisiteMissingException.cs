namespace Letta.Migrations.Errors;

/// <summary>A permission or a prerequisite is missing (exit code 6).</summary>
public sealed class PrerequisiteMissingException(MessageText what, MessageText next, Exception? inner = null)
    : MigrationException(ExitCode.PrerequisiteMissing, what, next, inner);
