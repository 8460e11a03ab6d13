using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>Why no run may begin from where a database is.</summary>
/// <param name="Code">The exit code of every command that would have to begin there.</param>
/// <param name="What">One sentence: what is wrong.</param>
/// <param name="Next">What to do next; one or more lines.</param>
public sealed record Refusal(ExitCode Code, string What, string Next);
