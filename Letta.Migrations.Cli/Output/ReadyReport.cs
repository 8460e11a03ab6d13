using Letta.Migrations.Errors;

namespace Letta.Migrations.Cli.Output;

/// <summary>All that is needed to begin, in the order in which it is to be fixed.</summary>
/// <param name="Checks">Each thing.</param>
internal sealed record ReadyReport(IReadOnlyList<ReadyCheck> Checks)
{
    /// <summary>The first thing that is missing; null if nothing is.</summary>
    public ReadyCheck? First => Checks.FirstOrDefault(c => c.Next is not null);

    /// <summary>The exit code: that of the first thing that is missing.</summary>
    public ExitCode Code => First?.Code ?? ExitCode.Done;
}
