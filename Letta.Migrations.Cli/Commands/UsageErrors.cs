using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

/// <summary>What is wrong with a command line, in one line, with the nearest thing that exists and where to look.</summary>
internal sealed class UsageErrors(MigrationDefinition definition)
{
    /// <summary>The first mistake; null if there is none, or if help, version or completion was asked for.</summary>
    public Failure? First(ParseResult parse)
    {
        if (parse.Action is not ParseErrorAction)
            return null;

        var next = $"See {Path(parse.CommandResult.Command)} --help";
        return parse.UnmatchedTokens is [var token, ..]
            ? Failure.Usage(Unmatched(token, parse.CommandResult), next)
            : Failure.Usage(Message(parse.Errors[0]), next);
    }

    /// <summary>Prints the mistake and returns its exit code.</summary>
    /// <param name="wrong">The mistake.</param>
    /// <param name="args">The bare words: where they could not be understood, only they tell that JSON is wanted.</param>
    /// <param name="json">Prints it as JSON.</param>
    /// <param name="terminal">Where to.</param>
    public static int Print(Failure wrong, IEnumerable<string> args, JsonPrinter json, Terminal terminal)
    {
        if (args.Contains("--json", StringComparer.Ordinal))
            return json.Failed(wrong);

        terminal.ErrorLine($"{wrong.What} {wrong.Next} (exit {(int)wrong.Code})", Tone.Error);
        return (int)wrong.Code;
    }

    public static string NoSuchOption(string token, SymbolResult within)
    {
        var name = token.Split('=', ':')[0];
        return $"There is no option {Shown(name)}{DidYouMean(name, Visible(within).SelectMany((c, up) => c.Options.Where(o => up == 0 || o.Recursive)).SelectMany(o => o.Aliases.Prepend(o.Name)))}";
    }

    /// <summary>A word of the command line in quotes, unless it may be an address with a password, out of its place.</summary>
    public static string Shown(string token, string otherwise = "An argument that is not repeated here")
        => token.Length <= 40 && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '+' or '_' or '.') ? $"\"{token}\"" : otherwise;

    private static string Unmatched(string token, CommandResult command)
    {
        if (token.StartsWith('-'))
            return NoSuchOption(token, command);
        if (command.Command is not RootCommand && command.Command.Subcommands.Count > 0)
            return $"\"{command.Command.Name}\" has no "
                + $"command {Shown(token)}{DidYouMean(token, command.Command.Subcommands.Select(c => c.Name))}";
        if (command.Command is not RootCommand)
            return $"{Shown(token)} is one argument too many for \"{command.Command.Name}\".";
        return Shown(token).StartsWith('"')
            ? $"There is no command {Shown(token)}{DidYouMean(token, command.Command.Subcommands.Select(c => c.Name))}"
            : $"{Shown(token)} is not a command. A database is given with --connection.";
    }

    private static string Message(ParseError error) => error.SymbolResult switch
    {
        OptionResult { IdentifierToken: not null, Tokens: [] } option => $"The option \"{option.IdentifierToken!.Value}\" needs a value.",
        ArgumentResult { Tokens: [], Parent: CommandResult command } argument
            => $"\"{command.Command.Name}\" needs a {argument.Argument.Name}.",
        CommandResult { Tokens: [] } command when error.Message.StartsWith("Required argument", StringComparison.Ordinal)
            => $"\"{command.Command.Name}\" needs a {command.Command.Arguments[0].Name}.",
        _ => error.Message,
    };

    /// <summary>An option that a command cannot do without, with the first example of the command.</summary>
    public string Missing(Option option, string command)
        => $"\"{command}\" needs {option.Name} "
            + $"<{option.HelpName}>: {char.ToLowerInvariant(option.Description![0])}{option.Description[1..]}"
            + (new CommandExamples(definition).First(command) is { } example ? $" For example: {example}." : "");

    private static string DidYouMean(string token, IEnumerable<string> known)
        => Nearest.To(token, known) is { } nearest ? $"; did you mean \"{nearest}\"?" : ".";

    private string Path(Command command)
        => command is RootCommand ? definition.Product.CommandName : $"{Path(command.Parents.OfType<Command>().Single())} {command.Name}";

    private static IEnumerable<Command> Visible(SymbolResult? within)
    {
        for (; within is not null; within = within.Parent)
        {
            if (within is CommandResult { Command: var command })
                yield return command;
        }
    }
}
