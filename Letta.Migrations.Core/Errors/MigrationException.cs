namespace Letta.Migrations.Errors;

/// <summary>
/// Why a database was not brought to its target: what happened, which object, and what to do next.
/// <see cref="Exception.Message"/> is <see cref="What"/> followed by <see cref="Next"/>; neither ever carries a secret,
/// or a control character of a name: see <see cref="MessageText"/>.
/// </summary>
public abstract class MigrationException(ExitCode code, MessageText what, MessageText next, Exception? inner = null)
    : Exception($"{ControlCharacters.Escape(what.ToString())}\n{next}", inner)
{
    /// <summary>The exit code that a process ends with.</summary>
    public ExitCode Code { get; } = code;

    /// <summary>One sentence: what happened, and to which object.</summary>
    public string What { get; } = ControlCharacters.Escape(what.ToString());

    /// <summary>What to do next; one or more lines.</summary>
    public string Next { get; } = next.ToString();

    /// <summary>The versions that this run had committed before it failed, in order.</summary>
    public IReadOnlyList<long> Applied { get; internal set; } = [];

    /// <summary>
    /// Where the failed run left the database: a foreign id, a version, or <c>base</c>; null when it had not begun to change anything.
    /// </summary>
    public string? At { get; internal set; }
}
