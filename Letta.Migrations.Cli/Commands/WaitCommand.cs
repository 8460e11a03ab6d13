using System.CommandLine;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

internal static class WaitCommand
{
    private static readonly TimeSpan Default = TimeSpan.FromMinutes(5);

    public static Command Create(Invocation invocation)
    {
        var timeout = GlobalOptions.Duration("--timeout", "How long to wait (5m); 0 to look once.");
        var command = new Command(
            "wait",
            "Waits until somebody else has brought the database to head. Needs a role that may only read; writes nothing.") { timeout };
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken) =>
        {
            var begun = invocation.Time.GetTimestamp();
            var status = await runner.WaitAsync(
                parse.GetValue(timeout) is { } text ? DurationText.Parse(text)!.Value : Default, printer, cancellationToken);
            printer.Waited(status, invocation.Time.GetElapsedTime(begun));
        }));
        return command;
    }
}
