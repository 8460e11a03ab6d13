using System.CommandLine;
using Letta.Migrations.Backfills;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

internal static class BackfillCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    public static Command Create(Invocation invocation)
    {
        var command = new Command("backfill", "Lists, runs, watches and pauses the moves of data that revisions declare.")
        {
            List(invocation),
            Status(invocation),
            Run(invocation),
            Change(invocation, pause: true),
            Change(invocation, pause: false),
            Retry(invocation),
        };
        command.SetAction((parse, _) => ListAsync(invocation, parse));
        return command;
    }

    private static Command List(Invocation invocation)
    {
        var command = new Command("list", "Lists the backfills of the applied revisions, and how many rows wait for each. Writes nothing.");
        command.SetAction((parse, _) => ListAsync(invocation, parse));
        return command;
    }

    private static Command Status(Invocation invocation)
    {
        var name = Name("The one that is meant. Without it: all.");
        var watch = new Option<bool>("--watch")
        {
            Description = "Look again every two seconds, until none is due or running.",
            Arity = ArgumentArity.Zero
        };
        var command = new Command(
            "status", "How far backfills are: rows, rate, time left, who works on them, what failed. Writes nothing.") { name, watch };
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken) =>
        {
            while (true)
            {
                var backfills = await LookAsync(runner, parse.GetValue(name), printer, cancellationToken);
                printer.BackfillStatus(backfills, BackfillSentences.None);
                if (!parse.GetValue(watch) || backfills.All(b => b.State is not (BackfillState.Due or BackfillState.Running)))
                    return;
                await Task.Delay(BetweenLooks, invocation.Time, cancellationToken);
            }
        }));
        return command;
    }

    private static Command Run(Invocation invocation)
    {
        var name = Name("The one to run, due or not. Without it: all that are due.");
        var command = new Command(
            "run",
            "Runs a backfill, or all that are due, in batches, until no row waits. May be stopped, run again, and run by many at "
                + "once.") { name };
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken)
            => printer.Backfilled(await runner.BackfillAsync(parse.GetValue(name), printer, cancellationToken))));
        return command;
    }

    private static Command Change(Invocation invocation, bool pause)
    {
        var name = Name("The one that is meant. Without it: all.");
        var command = new Command(
            pause ? "pause" : "resume",
            pause
                ? "Lets all that work on a backfill, or on any, finish their batch and wait."
                : "Lets a backfill that was paused go on, or all.") { name };
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken) =>
        {
            var changed = await (pause
                ? runner.PauseBackfillAsync(parse.GetValue(name), printer, cancellationToken)
                : runner.ResumeBackfillAsync(parse.GetValue(name), printer, cancellationToken));
            IReadOnlyList<BackfillStatus> unchanged
                = changed.Count > 0 ? [] : await LookAsync(runner, parse.GetValue(name), printer, cancellationToken);
            printer.BackfillStatus(
                changed,
                BackfillSentences.Nothing(
                    command.Name, pause ? "is due or running" : "is paused", unchanged, parse.GetValue(name), invocation.Product));
        }));
        return command;
    }

    private static Command Retry(Invocation invocation)
    {
        var name = Name("The one that is meant. Without it: all with rows that failed.");
        var command = new Command("retry", "Tries the rows again that failed, and then sees that none waits.") { name };
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken) =>
        {
            var result = await runner.RetryBackfillAsync(parse.GetValue(name), printer, cancellationToken);
            IReadOnlyList<BackfillStatus> untried
                = result.Done.Count > 0 ? [] : await LookAsync(runner, parse.GetValue(name), printer, cancellationToken);
            printer.Retried(
                result,
                BackfillSentences.Nothing(command.Name, "has rows that failed", untried, parse.GetValue(name), invocation.Product));
        }));
        return command;
    }

    private static Argument<string?> Name(string description) => new("name") { Description = description, Arity = ArgumentArity.ZeroOrOne };

    private static Task<int> ListAsync(Invocation invocation, ParseResult parse)
        => invocation.RunAsync(parse, async (runner, printer, cancellationToken)
            => printer.Backfills(await runner.BackfillsAsync(printer, cancellationToken)));

    private static async Task<IReadOnlyList<BackfillStatus>> LookAsync(
        MigrationRunner runner, string? name, Printer printer, CancellationToken cancellationToken)
    {
        var all = await runner.BackfillsAsync(printer, cancellationToken);
        if (name is not null && all.All(b => b.Name != name))
            throw runner.NoBackfill(name, all);
        return [.. all.Where(b => name is null || b.Name == name)];
    }
}
