using System.Diagnostics;
using System.Text;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>The command line as a process of its own, started the way a user or a container starts it.</summary>
public sealed class LettaProcess : IAsyncDisposable
{
    /// <summary>Where the native executables are that are to be tested in place of the assemblies; null for these.</summary>
    private static readonly string? Native
        = Environment.GetEnvironmentVariable("LETTA_TEST_NATIVE") is { Length: > 0 } folder ? folder : null;

    private readonly Process _process;
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();

    private LettaProcess(Process process) => _process = process;

    /// <summary>
    /// Whether the processes of this test are native executables: of those that say so by a trait. What else starts a process may need
    /// what is not in them, the model.
    /// </summary>
    public static bool IsNative
        => Native is not null
            && TestContext.Current.TestCase?.Traits is { } traits
            && (Has(traits, "Runs", "letta") || Has(traits, "Cost", "sweep"));

    public int Id => _process.Id;

    public string Out
    {
        get
        {
            lock (_out)
                return _out.ToString();
        }
    }

    public string Error
    {
        get
        {
            lock (_error)
                return _error.ToString();
        }
    }

    /// <summary>Starts <c>letta</c> against a test's database.</summary>
    public static LettaProcess Start(TestDatabase database, params string[] arguments)
        => Start("letta-migrate.dll", database.Environment, arguments);

    /// <summary>Starts an assembly that lies beside the tests, with nothing of the caller's Letta settings in its environment.</summary>
    public static LettaProcess Start(string assembly, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        // A test run that a shell put into the background has SIGINT ignored, and so would everything it starts; env takes that back.
        List<string> command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT"] : [];
        return Start([.. command, .. Command(assembly, arguments)], environment);
    }

    /// <summary>
    /// The same on a terminal of its own, which util-linux's <c>script</c> makes: standard output and error are one stream there.
    /// </summary>
    public static LettaProcess StartOnTerminal(string assembly, IReadOnlyDictionary<string, string> environment, params string[] arguments)
        => Start(
            [
                "script",
                "--quiet",
                "--return",
                "--command",
                string.Join(' ', Command(assembly, arguments).Select(c => $"'{c}'")),
                "/dev/null"
            ],
            environment);

    private static IEnumerable<string> Command(string assembly, string[] arguments)
        => IsNative && arguments is not ["web", ..] // A web application is no command line, and is not published.
            ? arguments.Prepend(Path.Combine(Native!, Path.GetFileNameWithoutExtension(assembly)))
            : ["dotnet", Path.Combine(AppContext.BaseDirectory, assembly), .. arguments];

    private static LettaProcess Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(k => k.StartsWith("LETTA_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(inherited);
        start.Environment["HOME"] = Path.GetTempPath();
        // A short run has nothing of either, and a start costs a quarter less: 0.33 s of processor time in place of 0.44 s.
        (start.Environment["DOTNET_TieredPGO"], start.Environment["DOTNET_gcConcurrent"]) = ("0", "0");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var letta = new LettaProcess(new Process { StartInfo = start });
        letta._process.OutputDataReceived += (_, e) => Append(letta._out, e.Data);
        letta._process.ErrorDataReceived += (_, e) => Append(letta._error, e.Data);
        letta._process.Start();
        letta._process.StandardInput.Close();
        letta._process.BeginOutputReadLine();
        letta._process.BeginErrorReadLine();
        return letta;
    }

    /// <summary>Runs to the end and returns the exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Runs to the end; one that goes on for ever once it has printed a text fails the test, and is not waited for.</summary>
    public async Task<int> ExitBeforeAsync(string text, CancellationToken cancellationToken)
    {
        while (!_process.HasExited)
        {
            if (Out.Contains(text, StringComparison.Ordinal))
                Assert.Fail($"The process printed \"{text}\" and goes on.\n{Out}\n{Error}");
            await Task.Delay(10, cancellationToken);
        }

        return await ExitAsync(cancellationToken);
    }

    /// <summary>SIGKILL: nothing of the process runs after this.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Sends a signal by its name: TERM, INT.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", Id.ToString()]);
        kill.WaitForExit();
    }

    /// <summary>Waits until the standard output holds a text.</summary>
    public Task WaitForAsync(string text, CancellationToken cancellationToken) => WaitForAsync(() => Out, text, cancellationToken);

    /// <summary>Waits until the standard error, where the log goes, holds a text.</summary>
    public Task WaitForLogAsync(string text, CancellationToken cancellationToken) => WaitForAsync(() => Error, text, cancellationToken);

    private async Task WaitForAsync(Func<string> printed, string text, CancellationToken cancellationToken)
    {
        while (!printed().Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited)
                Assert.Fail($"The process ended with {_process.ExitCode} before it printed \"{text}\".\n{Out}\n{Error}");
            await Task.Delay(10, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static bool Has(IReadOnlyDictionary<string, IReadOnlyCollection<string>> traits, string name, string value)
        => traits.TryGetValue(name, out var values) && values.Contains(value);

    private static void Append(StringBuilder to, string? line)
    {
        if (line is null)
            return;
        lock (to)
            to.Append(line).Append('\n');
    }
}
