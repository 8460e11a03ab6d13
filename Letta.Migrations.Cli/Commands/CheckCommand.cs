using System.CommandLine;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

internal static class CheckCommand
{
    public static Command Create(Invocation invocation, SchemaModel model)
    {
        var exclude = Exclude();
        var command = new Command("check", "Compares the model with the database. Writes nothing; exit code 5 if they differ.") { exclude };
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken) =>
        {
            var check = await model.CheckAsync(runner, invocation.Time, parse.GetValue(exclude) ?? [], cancellationToken);
            printer.Checked(new CheckReport(check.Differences, check.Unknown, check.Unseen));
            return check.Differences.Count == 0 ? ExitCode.Done : ExitCode.Unexpected;
        }));
        return command;
    }

    /// <summary>What is not compared; of <c>revision</c> too.</summary>
    public static Option<string[]> Exclude() => new("--exclude")
    {
        Description = "Leave this out: a table, table.object, or an enum or sequence. May be said more than once.",
        HelpName = "name",
    };
}
