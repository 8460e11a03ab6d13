using System.CommandLine;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

internal static class UpgradeCommand
{
    public static Command Create(GlobalOptions options, Invocation invocation)
    {
        var target = Targets.Argument(
            "target", $"head, a version, a unique prefix{Targets.ForeignId(invocation.Product)}, or +2.", invocation.Revisions, "head");
        target.DefaultValueFactory = _ => RevisionTarget.Head;
        var command = new Command(
            "upgrade",
            "Applies revisions, oldest first, up to a target.")
            {
                target,
                options.AcceptLoss,
                options.ResolveOrphans,
                options.NoInline,
                options.CreateDatabase
            };
        command.SetAction((parse, _) => RunAsync(invocation, parse, parse.GetValue(target)!));
        return command;
    }

    public static Task<int> RunAsync(Invocation invocation, ParseResult parse, RevisionTarget target)
        => invocation.RunAsync(parse, async (runner, printer, cancellationToken)
            => printer.Ran(Verb.Upgrade, await runner.UpgradeAsync(target, printer, cancellationToken)));
}
