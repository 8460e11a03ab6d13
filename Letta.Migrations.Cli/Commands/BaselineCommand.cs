using System.CommandLine;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

internal static class BaselineCommand
{
    public static Command Create(Invocation invocation, SchemaModel model)
    {
        var message = RevisionCommand.Message();
        var into = RevisionCommand.Into(invocation);
        var command = new Command(
            "baseline",
            "Writes the first revision of a history from a database that is there: what makes the same of an empty one.")
        {
            message,
            into,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(message) is null)
                result.AddError(new UsageErrors(invocation.Definition).Missing(message, "baseline"));
        });
        command.SetAction((parse, _) => invocation.RunAsync(parse, async (runner, printer, cancellationToken) =>
        {
            var writer = new RevisionWriter(invocation, model, parse.GetValue(message)!, parse.GetValue(into));
            var (draft, hints) = await model.BaselineAsync(runner, invocation.Time, cancellationToken);
            printer.Written(writer.Write(draft, hints, then: "stamp head"));
        }));
        return command;
    }
}
