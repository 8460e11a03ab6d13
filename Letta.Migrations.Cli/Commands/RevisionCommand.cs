using System.CommandLine;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

internal static class RevisionCommand
{
    public static Command Create(Invocation invocation, SchemaModel model)
    {
        var message = Message();
        var autogenerate = Flag("--autogenerate", "Write what makes the database what the model says. The database must be at head.");
        var backfill = Flag("--backfill", "Write one that moves data, in batches.");
        var rename = Many("--rename", "This is the same under another name: table.old:new for a column, old:new for a table.", "names");
        var drop = Many("--drop", "Drop this table, which the model does not have; without it such tables are reported and kept.", "table");
        var exclude = CheckCommand.Exclude();
        var renumber = new Option<string>("--renumber")
        {
            Description = "Move this revision, which nobody else has, to the end of the history: its version and its file.",
            HelpName = "version",
        };
        var into = Into(invocation);
        var command = new Command(
            "revision",
            "Writes a new revision into the history, as a C# file.")
        {
            message,
            autogenerate,
            backfill,
            rename,
            drop,
            exclude,
            renumber,
            into,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(renumber) is not null)
            {
                if ((result.GetResult(message) ?? result.GetResult(autogenerate) ?? result.GetResult(backfill)) is { Tokens.Count: > 0 }
                    || result.GetValue(autogenerate) || result.GetValue(backfill))
                    result.AddError("\"--renumber\" moves a revision that is there: it goes with \"--into\" alone.");
            }
            else if (result.GetResult(message) is null)
            {
                result.AddError(new UsageErrors(invocation.Definition).Missing(message, "revision"));
            }
            else if (result.GetValue(autogenerate) && result.GetValue(backfill))
                result.AddError("\"--autogenerate\" and \"--backfill\" exclude each other.");
            else if (!result.GetValue(autogenerate)
                && (result.GetResult(rename) ?? result.GetResult(drop) ?? result.GetResult(exclude)) is not null)
                result.AddError("\"--rename\", \"--drop\" and \"--exclude\" go with \"--autogenerate\".");
        });
        command.SetAction((parse, _) =>
        {
            var directory = parse.GetValue(into);
            if (parse.GetValue(renumber) is { } moved)
            {
                return invocation.RunAsync(
                    parse,
                    async (runner, printer, cancellationToken) => printer.Written(
                        await new RevisionRenumbering(invocation, directory).MoveAsync(runner, moved, cancellationToken)));
            }

            var name = parse.GetValue(message)!;
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

    public static Option<string> Message() => new("--message", "-m")
    {
        Description = "What the revision does, in a few words.",
        HelpName = "words",
    };

    public static Option<string> Into(Invocation invocation) => new("--into")
    {
        Description = $"The directory of {invocation.Cli.Project}; found upwards from here if it is not said.",
        HelpName = "directory",
    };

    private static Option<bool> Flag(string name, string description)
        => new(name) { Description = description, Arity = ArgumentArity.Zero };

    private static Option<string[]> Many(string name, string description, string what)
        => new(name) { Description = description, HelpName = what };
}
