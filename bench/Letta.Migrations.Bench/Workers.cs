using System.Diagnostics;

namespace Letta.Migrations.Bench;

/// <summary>Processes that work on one backfill: started, connected, and held until they may go.</summary>
internal sealed class Workers : IAsyncDisposable
{
    private readonly List<Process> _processes = [];

    public static async Task<Workers> StartAsync(string connection, string history, int count)
    {
        var workers = new Workers();
        for (var i = 0; i < count; i++)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!)
            {
                RedirectStandardOutput = true,
                RedirectStandardInput = true,
                UseShellExecute = false
            };
            if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
                start.ArgumentList.Add(typeof(Workers).Assembly.Location);
            foreach (var argument in (string[])["work", "--connection", connection, "--history", history])
                start.ArgumentList.Add(argument);
            workers._processes.Add(Process.Start(start)!);
        }

        foreach (var process in workers._processes)
            await process.StandardOutput.ReadLineAsync();
        return workers;
    }

    public void Go() => _processes.ForEach(p => p.StandardInput.WriteLine());

    /// <summary>Kills the first, as nothing can be heeded. It is none of those that are waited for.</summary>
    public void KillOne()
    {
        using var victim = _processes[0];
        _processes.RemoveAt(0);
        victim.Kill();
    }

    /// <returns>What each said at its end.</returns>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        var outputs = await Task.WhenAll(_processes.Select(p => p.StandardOutput.ReadToEndAsync()));
        foreach (var process in _processes)
        {
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"A worker ended with {process.ExitCode}.");
        }

        return outputs;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
                process.Kill();
            process.Dispose();
        }

        return ValueTask.CompletedTask;
    }
}
