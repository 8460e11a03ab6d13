namespace Letta.Migrations.Errors;

/// <summary>Rows or files are in a state that only a person can decide about (exit code 7).</summary>
public sealed class NeedsHumanException(MessageText what, MessageText next, Exception? inner = null)
    : MigrationException(ExitCode.NeedsHuman, what, next, inner);
