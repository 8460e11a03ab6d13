using System.CommandLine;
using Letta.Migrations.Errors;
using Letta.Migrations.Host.Output;

namespace Letta.Migrations.Host.Commands.Design;

internal static class CheckCommand
{
    public static Command Create(Invocation invocation)
    {
        var exclude = DesignOptions.Exclude();
        var command = new Command("check", "Compares the model with the database. Writes nothing; exit code 5 if they differ.") { exclude };
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken) =>
        {
            var check = await DesignOptions.Generator(invocation, runner).CheckAsync(
                DesignOptions.Model(invocation), parse.GetValue(exclude) ?? [], cancellationToken);
            printer.Checked(new CheckReport(check.Differences, check.Unknown, check.Unseen));
            return check.Differences.Count == 0 ? ExitCode.Done : ExitCode.Unexpected;
        }));
        return command;
    }
}
