using System.CommandLine;

namespace Letta.Migrations.Host.Commands;

internal static class CurrentCommand
{
    public static Command Create(Invocation invocation)
    {
        var command = new Command("current", "Says where the database is. Writes nothing.");
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken)
            => printer.Current(await runner.CurrentAsync(printer, cancellationToken))));
        return command;
    }
}
