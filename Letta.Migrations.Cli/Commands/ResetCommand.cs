using System.CommandLine;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

internal static class ResetCommand
{
    public static Command Create(Invocation invocation)
    {
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask.", Arity = ArgumentArity.Zero };
        var meant = new Option<string[]>("--host-i-mean")
        {
            Description = "The host of a database that is not on this machine, exactly as its address has it. May be said more than once.",
            HelpName = "name",
        };
        var command
            = new Command("reset", "Drops everything in the local database, whoever made it, and builds head from scratch.") { yes, meant };
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken) =>
        {
            LocalHosts.Require(runner.Target, parse.GetValue(meant) ?? []); // Before anybody is asked, or translated to say yes.
            var asks = !parse.GetValue(yes);
            if (asks && invocation.Terminal.Input is null)
            {
                throw new ConfigurationException(
                    $"Everything in {runner.Target} would be dropped, and here is nobody to ask whether it may be.",
                    $"If it may: {runner.Target.Product.CommandName} reset --yes");
            }

            var result = await runner.ResetAsync(
                parse.GetValue(meant) ?? [],
                (clearing, token) => asks ? ConfirmAsync(invocation.Terminal, clearing, token) : Task.CompletedTask,
                printer,
                cancellationToken);
            printer.Ran(Verb.Reset, result);
        }));
        return command;
    }

    /// <summary>The question says itself what is lost: with <c>-q</c> or <c>--json</c> it is all that there is to read.</summary>
    private static async Task ConfirmAsync(Terminal terminal, MigrationProgress.Clearing clearing, CancellationToken cancellationToken)
    {
        var name = clearing.Target.Name;
        var lost = $"{(clearing.Tables == 1 ? "1 table" : $"{clearing.Tables} tables")} with "
            + $"about {(clearing.Rows == 1 ? "1 row" : $"{clearing.Rows} rows")}";
        var answer = await terminal.AskAsync($"{clearing.Target} loses {lost}. Type {name} to drop all of it:", cancellationToken);
        if (answer?.Trim() != name)
            throw new ConfigurationException(
                $"That is not {name}, so nothing was dropped.", "Run the same command again, and type the name as it is shown.");
    }
}
