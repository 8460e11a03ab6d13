using System.Diagnostics;
using Letta.Migrations.Cli;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Running;

namespace Letta.Migrations.Tests.Child;

/// <summary>The command line, ended by SIGKILL at a boundary between two statements: nothing of this process runs after that.</summary>
internal static class Killed
{
    /// <param name="history">The history.</param>
    /// <param name="boundary">1 is before the first statement, 2 before the second …</param>
    /// <param name="args">The command line.</param>
    public static async Task<int> RunAsync(RevisionSet history, int boundary, string[] args)
    {
        using var stop = new StopSignals();
        using var terminal = Terminal.Open();
        var seen = 0;
        return await MigrationCli.RunAsync(args, TestCommandLine.Define(history), TestCommandLine.Options, terminal, stop, (sql, done) =>
        {
            // "After one statement" and "before the next" are the same moment to the database; only a commit has an after of its own.
            if ((!done || sql == "COMMIT") && ++seen == boundary)
                Process.GetCurrentProcess().Kill();
        });
    }
}
