using System.CommandLine;

namespace Letta.Migrations.Host.Commands;

internal static class HistoryCommand
{
    public static Command Create(Invocation invocation)
    {
        var command = new Command("history", "Lists every revision, oldest first, and when it was applied. Writes nothing.");
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken)
            => printer.History(await runner.HistoryAsync(printer, cancellationToken))));
        return command;
    }
}
