using System.CommandLine;
using System.Globalization;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

internal static class HistoryCommand
{
    public static Command Create(GlobalOptions options, Invocation invocation)
    {
        var markdown = new Option<bool>("--markdown")
        {
            Description = "Print what every revision changes, loses and cannot restore, as a page of Markdown. Needs no database.",
            Arity = ArgumentArity.Zero,
        };
        var pending = new Option<bool>("--pending") { Description = "Only those that are not applied.", Arity = ArgumentArity.Zero };
        var locked = new Option<bool>("--lock")
        {
            Description = "Write history.lock, which is checked in with the revisions. Needs no database.",
            Arity = ArgumentArity.Zero,
        };
        var into = new Option<string>("--into")
        {
            Description = $"With --lock, the directory of {invocation.Cli.Project}; found upwards from here if it is not said.",
            HelpName = "directory",
        };
        var last = new Option<string>("--last") { Description = "Only the newest so many.", HelpName = "count" };
        last.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && Count(text) is null)
                result.AddError($"\"--last\" is {UsageErrors.Shown(text, "something")}; it must be a number from 1 on.");
        });
        var command = new Command(
            "history", "Lists every revision, oldest first, and when it was applied. Writes nothing.")
        {
            last,
            pending,
            markdown,
            locked,
            into,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(into) is not null && !result.GetValue(locked))
                result.AddError("\"--into\" goes with \"--lock\".");
            var whole = result.GetValue(markdown) ? markdown.Name : result.GetValue(locked) ? locked.Name : null;
            if (whole is null)
                return;
            if (result.GetValue(markdown) && result.GetValue(locked))
                result.AddError("\"--markdown\" and \"--lock\" exclude each other.");
            else if (result.GetValue(markdown) && result.GetValue(options.Json))
                result.AddError("\"--markdown\" and \"--json\" exclude each other.");
            else if ((result.GetResult(last) ?? result.GetResult(pending)) is not null)
                result.AddError($"\"{whole}\" is the whole history: \"--last\" and \"--pending\" do not go with it.");
        });
        command.SetAction((parse, _) => parse.GetValue(markdown)
            ? invocation.PrintAsync(parse, () => HistoryPage.Write(invocation.Revisions, invocation.Product))
            : parse.GetValue(locked)
            ? invocation.RunAsync(parse, printer => printer.Written(LockWriter.Write(invocation, parse.GetValue(into))))
            : invocation.RunAsync(parse, async (runner, printer, cancellationToken) =>
            {
                var (status, all) = await runner.AssessedHistoryAsync(printer, cancellationToken);
                printer.History((status, Shown(all, parse.GetValue(pending), Count(parse.GetValue(last)))));
            }));
        return command;
    }

    private static List<HistoryEntry> Shown(IReadOnlyList<HistoryEntry> all, bool pending, int? last)
        => [.. all.Where(e => !pending || e.Pending).TakeLast(last ?? all.Count)];

    private static int? Count(string? text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;
}
