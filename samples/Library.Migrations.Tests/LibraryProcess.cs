using System.Diagnostics;

namespace Library.Migrations.Tests;

/// <summary>What the command line of the library printed.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record LibraryProcess(int Exit, string Out, string Error)
{
    /// <summary>Runs it against a database, as its users do.</summary>
    public static async Task<LibraryProcess> RunAsync(string address, string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "library-migrate.dll"), .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LIBRARY_DATABASE_URL"] = address;
        start.Environment["HOME"] = directory;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new LibraryProcess(process.ExitCode, await output, await error);
    }
}
