using System.CommandLine;

namespace Letta.Migrations.Host.Commands;

internal static class BackfillCommand
{
    public static Command Create(Invocation invocation)
    {
        var name = new Argument<string?>("name") { Description = "The one to run, due or not. Without it: all that are due.", Arity = ArgumentArity.ZeroOrOne };
        var list = new Command("list", "Lists the backfills of the applied revisions, and how many rows wait for each. Writes nothing.");
        var run = new Command("run", "Runs a backfill, or all that are due, in batches, until no row waits. May be stopped and run again.") { name };
        list.SetAction((parse, _) => ListAsync(invocation, parse));
        run.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken)
            => printer.Backfilled(await runner.BackfillAsync(parse.GetValue(name), printer, cancellationToken))));

        var command = new Command("backfill", "Lists and finishes what revisions put off: rows that wait to be encrypted.") { list, run };
        command.SetAction((parse, _) => ListAsync(invocation, parse));
        return command;
    }

    private static Task<int> ListAsync(Invocation invocation, ParseResult parse)
        => invocation.RunAsync(parse, async (runner, printer, cancellationToken)
            => printer.Backfills(await runner.BackfillsAsync(printer, cancellationToken)));
}
