using Letta.Migrations.Errors;

namespace Letta.Migrations.Cli.Output;

/// <summary>One thing that is needed to begin.</summary>
/// <param name="What">What it is.</param>
/// <param name="Code">0 if it is there, the exit code if it is not; null if it could not be looked at yet.</param>
/// <param name="Says">What was found.</param>
/// <param name="Next">What fixes it; null if nothing is to be fixed.</param>
internal sealed record ReadyCheck(string What, ExitCode? Code, string Says, string? Next)
{
    public bool IsOk => Code is ExitCode.Done;

    public static ReadyCheck Ok(string what, string says) => new(what, ExitCode.Done, says, Next: null);

    public static ReadyCheck Missing(string what, ExitCode code, string says, string next) => new(what, code, says, next);

    public static ReadyCheck Later(string what, string when) => new(what, Code: null, when, Next: null);
}
