using System.CommandLine;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Cli.Commands;

internal static class CurrentCommand
{
    public static Command Create(Invocation invocation)
    {
        var checkHead = new Option<bool>("--check-head")
        {
            Description = "Exit with 5 unless the database is at head.",
            Arity = ArgumentArity.Zero,
        };
        var command = new Command("current", "Says where the database is. Writes nothing.") { checkHead };
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken) =>
        {
            var (status, checks) = (await runner.CurrentAsync(printer, cancellationToken), parse.GetValue(checkHead));
            printer.Current(status, checks);
            return checks && !status.AtHead ? ExitCode.Unexpected : ExitCode.Done;
        }));
        return command;
    }
}
