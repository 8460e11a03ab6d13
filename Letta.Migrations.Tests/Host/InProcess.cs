using Letta.Migrations.Host;
using Letta.Migrations.Host.Output;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;

namespace Letta.Migrations.Tests.Host;

/// <summary>The command line without a process, for what needs no database.</summary>
internal static class InProcess
{
    public static async Task<Cli> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var terminal = new Terminal(output, error, live: false, width: 0, TimeProvider.System);
        using var stop = new StopSignals();
        var exit = await LettaCli.RunAsync(arguments, TestHistory.Named("good"), terminal, stop);
        return new Cli(exit, output.ToString(), error.ToString());
    }
}
