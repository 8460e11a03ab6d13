using Letta.Migrations.Cli;
using Letta.Migrations.Cli.Commands;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child;

namespace Letta.Migrations.Tests.Architecture;

/// <summary>The command line of Letta, as far as it reads what is typed.</summary>
internal static class LettaCommandLine
{
    /// <summary>What is wrong with the arguments; null if nothing is.</summary>
    public static string? ErrorOf(IReadOnlyList<string> arguments)
    {
        using var terminal = new Terminal(TextWriter.Null, TextWriter.Null, live: false, width: 0, TimeProvider.System);
        using var stop = new StopSignals();
        var options = new GlobalOptions(LettaMigrations.Definition);
        var root = CommandTree.Create(
            options,
            new Invocation(options, LettaMigrations.Definition, terminal, stop, observer: null) { Cli = TestCommandLine.Options });
        var parse = root.Parse(arguments);
        return parse.Errors.Count > 0
            ? string.Join(" ", parse.Errors.Select(e => e.Message))
            : new UsageErrors(LettaMigrations.Definition).First(parse)?.What;
    }
}
