using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

/// <summary>The parser library's help, followed by examples.</summary>
internal sealed class HelpWithExamples(HelpAction help, MigrationDefinition definition) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        output.WriteLine(new CommandExamples(definition).For(parseResult.CommandResult.Command.Name));
        output.WriteLine();
        return code;
    }
}
