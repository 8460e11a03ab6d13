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

        var pause = Change("pause", "Lets all that work on a backfill, or on any, finish their batch and wait.", invocation, pause: true);
        var resume = Change("resume", "Lets a backfill that was paused go on, or all.", invocation, pause: false);
        var failed = new Argument<string?>("name") { Description = "The one to retry. Without it: all with rows that failed.", Arity = ArgumentArity.ZeroOrOne };
        var retry = new Command("retry", "Tries the rows again that failed, and only these.") { failed };
        retry.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken)
            => printer.Backfilled(await runner.RetryBackfillAsync(parse.GetValue(failed), printer, cancellationToken))));

        var command = new Command("backfill", "Lists, runs, pauses and finishes the moves of data that revisions left to be done.") { list, run, pause, resume, retry };
        command.SetAction((parse, _) => ListAsync(invocation, parse));
        return command;
    }

    private static Command Change(string verb, string description, Invocation invocation, bool pause)
    {
        var name = new Argument<string?>("name") { Description = "The one that is meant. Without it: all.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command(verb, description) { name };
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken)
            => printer.Backfills(await (pause
                ? runner.PauseBackfillAsync(parse.GetValue(name), printer, cancellationToken)
                : runner.ResumeBackfillAsync(parse.GetValue(name), printer, cancellationToken)))));
        return command;
    }

    private static Task<int> ListAsync(Invocation invocation, ParseResult parse)
        => invocation.RunAsync(parse, async (runner, printer, cancellationToken)
            => printer.Backfills(await runner.BackfillsAsync(printer, cancellationToken)));
}
