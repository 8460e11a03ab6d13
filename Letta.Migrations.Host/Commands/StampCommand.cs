using System.CommandLine;
using Letta.Migrations.Host.Output;

namespace Letta.Migrations.Host.Commands;

internal static class StampCommand
{
    public static Command Create(Invocation invocation)
    {
        var target = Targets.Argument("target", "head, base, a version, a unique prefix, or an Alembic id.", invocation.Revisions, "head", "base");
        var command = new Command("stamp", "Records the database as being at a target without running any revision.") { target };
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken)
            => printer.Ran(Verb.Stamp, await runner.StampAsync(parse.GetValue(target)!, new WithoutSteps(printer), cancellationToken))));
        return command;
    }
}
