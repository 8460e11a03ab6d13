using System.CommandLine;

namespace Letta.Migrations.Cli.Commands;

internal static class ShowCommand
{
    public static Command Create(Invocation invocation)
    {
        var revision = Targets.Argument(
            "revision", $"head, a version, a unique prefix{Targets.ForeignId(invocation.Product)}.", invocation.Revisions, "head");
        var command = new Command("show", "Shows one revision, and when it was applied. Writes nothing.") { revision };
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken) =>
        {
            var found = runner.Find(parse.GetValue(revision)!);
            var history = await runner.HistoryAsync(printer, cancellationToken);
            printer.Show(history.Single(e => e.Revision.Version == found.Version), history);
        }));
        return command;
    }
}
