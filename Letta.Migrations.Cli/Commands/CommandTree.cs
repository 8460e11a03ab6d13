using System.CommandLine;
using System.CommandLine.Help;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

/// <summary>All verbs under one root; the root alone means <c>upgrade head</c>.</summary>
internal static class CommandTree
{
    public static RootCommand Create(GlobalOptions options, Invocation invocation)
    {
        var root = new RootCommand(
            $"Brings {Article(invocation.Product.Name)} database, on Postgres or SQLite, to any revision of its history. Without a "
                + $"command: upgrade head.")
        {
            UpgradeCommand.Create(options, invocation),
            DowngradeCommand.Create(invocation),
            CurrentCommand.Create(invocation),
            HistoryCommand.Create(options, invocation),
            HeadsCommand.Create(invocation),
            ShowCommand.Create(invocation),
            StampCommand.Create(invocation),
            BackfillCommand.Create(invocation),
            AdoptCommand.Create(options, invocation),
            WaitCommand.Create(invocation),
            ServeCommand.Create(options, invocation),
            ReadyCommand.Create(options, invocation),
            ResetCommand.Create(invocation),
        };
        if (invocation.Cli.Model is { } model)
        {
            root.Add(CheckCommand.Create(invocation, model));
            root.Add(RevisionCommand.Create(invocation, model));
            root.Add(BaselineCommand.Create(invocation, model));
        }

        foreach (var option in options.All)
            root.Add(option);
        root.Add(options.AcceptLoss);
        root.Add(options.ResolveOrphans);
        root.Add(options.NoInline);
        root.Add(options.CreateDatabase);
        root.Options.Remove(root.Options.OfType<HelpOption>().Single()); // Its "/h" and "-?" would be offered by completion.
        var help = new HelpOption("--help", "-h") { Description = "Show help and examples." };
        help.Action = new HelpWithExamples((HelpAction)help.Action!, invocation.Definition);
        root.Add(help);

        root.SetAction((parse, _) => UpgradeCommand.RunAsync(invocation, parse, RevisionTarget.Head));
        return root;
    }

    private static string Article(string name) => "AEIOUaeiou".Contains(name[0], StringComparison.Ordinal) ? $"an {name}" : $"a {name}";
}
