namespace Letta.Migrations.Errors;

/// <summary>
/// Why a database was not brought to its target: what happened, which object, and what to do next.
/// <see cref="Exception.Message"/> is <see cref="What"/> followed by <see cref="Next"/>; neither ever carries a secret.
/// </summary>
public abstract class MigrationException(ExitCode code, string what, string next, Exception? inner = null)
    : Exception($"{what}\n{next}", inner)
{
    /// <summary>The exit code that a process ends with.</summary>
    public ExitCode Code { get; } = code;

    /// <summary>One sentence: what happened, and to which object.</summary>
    public string What { get; } = what;

    /// <summary>What to do next; one or more lines.</summary>
    public string Next { get; } = next;
}
