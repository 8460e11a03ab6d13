using System.CommandLine;
using System.CommandLine.Help;

namespace Letta.Migrations.Host.Commands;

/// <summary>All verbs under one root; the root alone means <c>upgrade head</c>.</summary>
internal static class CommandTree
{
    public static RootCommand Create(GlobalOptions options, Invocation invocation)
    {
        var root = new RootCommand("Brings a Letta database, on Postgres or SQLite, to any revision of its history. Without a command: upgrade head.")
        {
            UpgradeCommand.Create(invocation),
            DowngradeCommand.Create(invocation),
            CurrentCommand.Create(invocation),
            HistoryCommand.Create(invocation),
            HeadsCommand.Create(invocation),
            ShowCommand.Create(invocation),
            StampCommand.Create(invocation),
        };
        foreach (var option in options.All)
            root.Add(option);
        foreach (var help in root.Options.OfType<HelpOption>())
            help.Action = new HelpWithExamples((HelpAction)help.Action!);

        root.SetAction((parse, _) => UpgradeCommand.RunAsync(invocation, parse, "head"));
        return root;
    }
}
