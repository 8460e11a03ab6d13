using System.Text.RegularExpressions;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>What one command line did, as its caller sees it.</summary>
internal sealed partial record CommandRun(int Exit, string Out, string Error)
{
    /// <summary>Stdout with every duration as <c>T</c> and every time as <c>WHEN</c>.</summary>
    public string Timeless => Duration().Replace(When().Replace(Out, "WHEN"), "T");

    /// <summary>
    /// Runs the command line on one of the histories made for tests. Where native executables are tested, as a process of its own. Else
    /// in this one, which has compiled the code before: a process would spend half a second of processor time on that. Not where the
    /// process itself matters: <c>serve</c> listens to signals, and what is no setting of the command line is the whole process's.
    /// </summary>
    public static Task<CommandRun> RunAsync(TestDatabase database, string history, params string[] arguments)
        => RunAsync(database.Environment, history, arguments);

    public static async Task<CommandRun> RunAsync(
        IReadOnlyDictionary<string, string> environment, string history, params string[] arguments)
    {
        if (!LettaProcess.IsNative && arguments is not ["serve", ..] && environment.Keys.All(IsSetting))
            return await InProcess.RunAsync(environment, TestHistory.Named(history), arguments);
        return await ByProcessAsync(environment, history, arguments);
    }

    /// <summary>Runs it as a process of its own.</summary>
    public static async Task<CommandRun> ByProcessAsync(
        IReadOnlyDictionary<string, string> environment, string history, params string[] arguments)
    {
        await using var process = LettaProcess.Start("letta-test-child.dll", environment, ["letta", history, .. arguments]);
        var exit = await process.ExitAsync(TestContext.Current.CancellationToken);
        return new CommandRun(exit, process.Out, process.Error);
    }

    private static bool IsSetting(string variable)
        => variable == "HOME" || variable.StartsWith("LETTA_", StringComparison.Ordinal)
            || variable.StartsWith("LettaMigrations__", StringComparison.Ordinal);

    [GeneratedRegex(@"\d+ ms|\d+\.\d s|(?<=duration_ms"":)\d+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Duration();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?Z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex When();
}
