using System.CommandLine;

namespace Letta.Migrations.Cli.Commands;

internal static class HeadsCommand
{
    public static Command Create(Invocation invocation)
    {
        var command = new Command("heads", "Names the newest revision of this build. Needs no database.");
        command.SetAction((parse, _) => invocation.RunAsync(parse, printer => printer.Heads(invocation.Revisions.Head)));
        return command;
    }
}
