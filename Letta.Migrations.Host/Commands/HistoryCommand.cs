using System.CommandLine;
using Letta.Migrations.Host.Output;

namespace Letta.Migrations.Host.Commands;

internal static class HistoryCommand
{
    public static Command Create(GlobalOptions options, Invocation invocation)
    {
        var markdown = new Option<bool>("--markdown")
        {
            Description = "Print what every revision changes, loses and cannot restore, as a page of Markdown. Needs no database.",
            Arity = ArgumentArity.Zero,
        };
        var command = new Command("history", "Lists every revision, oldest first, and when it was applied. Writes nothing.") { markdown };
        command.Validators.Add(result =>
        {
            if (result.GetValue(markdown) && result.GetValue(options.Json))
                result.AddError("\"--markdown\" and \"--json\" exclude each other.");
        });
        command.SetAction((parse, _) => parse.GetValue(markdown)
            ? invocation.PrintAsync(parse, () => HistoryPage.Of(invocation.Revisions))
            : invocation.RunAsync(parse, async (runner, printer, cancellationToken)
                => printer.History(await runner.HistoryAsync(printer, cancellationToken))));
        return command;
    }
}
