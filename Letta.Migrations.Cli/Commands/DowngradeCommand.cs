using System.CommandLine;
using Letta.Migrations.Cli.Output;

namespace Letta.Migrations.Cli.Commands;

internal static class DowngradeCommand
{
    public static Command Create(Invocation invocation)
    {
        var target = Targets.Argument(
            "target",
            $"base, a version, a unique prefix{Targets.ForeignId(invocation.Product)}, or -1.",
            invocation.Revisions,
            "base",
            "-1");
        var command = new Command("downgrade", "Reverts revisions, newest first, down to a target, which stays applied.") { target };
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken)
            => printer.Ran(Verb.Downgrade, await runner.DowngradeAsync(parse.GetValue(target)!, printer, cancellationToken))));
        return command;
    }
}
