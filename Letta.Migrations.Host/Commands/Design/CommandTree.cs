using System.CommandLine;

namespace Letta.Migrations.Host.Commands;

/// <summary>The verbs of development time: with this folder left out, what is published holds neither the model nor EF Core.</summary>
internal static partial class CommandTree
{
    static partial void AddDesign(RootCommand root, Invocation invocation)
    {
        root.Add(Design.CheckCommand.Create(invocation));
        root.Add(Design.RevisionCommand.Create(invocation));
    }
}
