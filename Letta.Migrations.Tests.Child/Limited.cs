using System.Runtime.InteropServices;
using Letta.Migrations.Cli;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Running;

namespace Letta.Migrations.Tests.Child;

/// <summary>
/// The command line, which from its first COMMIT on may make no file longer than the SQLite database is: a write behind its end fails
/// (EFBIG).
/// </summary>
internal static class Limited
{
    private const int FileSize = 1, LimitExceeded = 25; // RLIMIT_FSIZE, SIGXFSZ
    private static readonly nint Ignore = 1; // SIG_IGN

    /// <param name="history">The history.</param>
    /// <param name="args">The command line.</param>
    public static async Task<int> RunAsync(RevisionSet history, string[] args)
    {
        using var stop = new StopSignals();
        using var terminal = Terminal.Open();
        var database = new FileInfo(Path.Combine(Environment.GetEnvironmentVariable("HOME")!, ".letta", "sqlite.db"));
        return await MigrationCli.RunAsync(args, TestCommandLine.Define(history), TestCommandLine.Options, terminal, stop, (sql, done) =>
        {
            if (sql == "COMMIT" && !done)
                Limit((ulong)database.Length);
        });
    }

    private static void Limit(ulong length)
    {
        _ = signal(LimitExceeded, Ignore);
        var limit = new Limits { Soft = length, Hard = ulong.MaxValue };
        if (setrlimit(FileSize, in limit) != 0)
            throw new InvalidOperationException($"There is no limit: errno {Marshal.GetLastPInvokeError()}.");
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int setrlimit(int resource, in Limits limit);

    [DllImport("libc")]
    private static extern nint signal(int number, nint handler);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limits
    {
        public ulong Soft;
        public ulong Hard;
    }
}
