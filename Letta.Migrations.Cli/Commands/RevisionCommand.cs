using System.CommandLine;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

internal static class RevisionCommand
{
    public static Command Create(Invocation invocation, SchemaModel model)
    {
        var message = new Option<string>("--message", "-m")
        {
            Description = "What the revision does, in a few words.",
            Required = true,
            HelpName = "words"
        };
        var autogenerate = Flag("--autogenerate", "Write what makes the database what the model says. The database must be at head.");
        var backfill = Flag("--backfill", "Write one that moves data, in batches.");
        var rename = Many("--rename", "This is the same under another name: table.old:new for a column, old:new for a table.", "names");
        var drop = Many("--drop", "Drop this table, which the model does not have; without it such tables are reported and kept.", "table");
        var exclude = CheckCommand.Exclude();
        var into = new Option<string>("--into")
        {
            Description = $"The directory of {invocation.Cli.Project}; found upwards from here if it is not said.",
            HelpName = "directory"
        };
        var command = new Command(
            "revision",
            "Writes a new revision into the history, as a C# file.") { message, autogenerate, backfill, rename, drop, exclude, into };
        command.Validators.Add(result =>
        {
            if (result.GetValue(autogenerate) && result.GetValue(backfill))
                result.AddError("\"--autogenerate\" and \"--backfill\" exclude each other.");
            else if (!result.GetValue(autogenerate)
                && (result.GetResult(rename) ?? result.GetResult(drop) ?? result.GetResult(exclude)) is not null)
                result.AddError("\"--rename\", \"--drop\" and \"--exclude\" go with \"--autogenerate\".");
        });
        command.SetAction((parse, _) =>
        {
            var name = parse.GetValue(message)!;
            var directory = parse.GetValue(into);
            if (!parse.GetValue(autogenerate))
            {
                return invocation.RunAsync(parse, printer =>
                {
                    var writer = new RevisionWriter(invocation, model, name, directory);
                    printer.Written(writer.Write(parse.GetValue(backfill) ? model.Backfill : model.Empty, []));
                });
            }

            var options = new AutogenerateOptions(parse.GetValue(rename) ?? [], parse.GetValue(drop) ?? [], parse.GetValue(exclude) ?? []);
            return invocation.RunAsync(parse, async (runner, printer, cancellationToken) =>
            {
                var writer = new RevisionWriter(invocation, model, name, directory);
                var (check, draft) = await model.DraftAsync(runner, invocation.Time, options, cancellationToken);
                printer.Written(draft is null ? WrittenReport.Nothing(check.Hints) : writer.Write(draft, check.Hints));
            });
        });
        return command;
    }

    private static Option<bool> Flag(string name, string description)
        => new(name) { Description = description, Arity = ArgumentArity.Zero };

    private static Option<string[]> Many(string name, string description, string what)
        => new(name) { Description = description, HelpName = what };
}
