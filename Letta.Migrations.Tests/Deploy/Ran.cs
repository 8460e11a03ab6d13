using System.Diagnostics;

namespace Letta.Migrations.Tests.Deploy;

/// <summary>What a program of this machine did.</summary>
internal sealed record Ran(int Exit, string Out, string Error)
{
    public static async Task<Ran> Async(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null, string input = "")
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            WorkingDirectory = Architecture.Repository.Root.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(k => k.StartsWith("LETTA_PG_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(inherited);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new Ran(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    /// <summary>The same, and what it printed; it must not fail.</summary>
    public static async Task<string> WellAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null, string input = "")
    {
        var ran = await Async(command, environment, input);
        Assert.True(ran.Exit == 0, $"{string.Join(' ', command)} ended with {ran.Exit}.\n{ran.Out}{ran.Error}");
        return ran.Out;
    }

    /// <summary>Whether this machine has a program.</summary>
    public static bool Has(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
