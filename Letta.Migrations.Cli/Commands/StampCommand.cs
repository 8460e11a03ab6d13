using System.CommandLine;
using Letta.Migrations.Cli.Output;

namespace Letta.Migrations.Cli.Commands;

internal static class StampCommand
{
    public static Command Create(Invocation invocation)
    {
        var target = Targets.Argument(
            "target",
            $"head, base, a version, a unique prefix{Targets.ForeignId(invocation.Product)}.",
            invocation.Revisions,
            "head",
            "base");
        var unverified = new Option<bool>("--unverified")
        {
            Description = "Record it without comparing the schema; the ledger says so.",
            Arity = ArgumentArity.Zero,
        };
        var command = new Command(
            "stamp", "Records the database as being at a target, once its schema is found to be the target's; runs no revision.")
        {
            target,
            unverified,
        };
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken) =>
        {
            var (to, progress) = (parse.GetValue(target)!, new WithoutSteps(printer));
            printer.Ran(Verb.Stamp, await runner.StampAsync(to, parse.GetValue(unverified), progress, cancellationToken));
        }));
        return command;
    }
}
