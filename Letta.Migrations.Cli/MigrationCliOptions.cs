using Letta.Migrations.Running;

namespace Letta.Migrations.Cli;

/// <summary>What a command line has beyond its history.</summary>
public sealed record MigrationCliOptions
{
    /// <summary>
    /// The model, for <c>check</c>, <c>revision</c> and <c>ready</c>; null for a build without it, which has neither of the first two.
    /// </summary>
    public SchemaModel? Model { get; init; }

    /// <summary>
    /// The project that revisions are written into, and what their namespace begins with: <c>Contoso.Migrations</c> is the file
    /// <c>Contoso.Migrations.csproj</c> in a directory of that name or here.
    /// </summary>
    public string Project { get; init; } = "Migrations";

    /// <summary>The command that starts the services of a developer's machine, as <c>ready</c> recommends it; null for none.</summary>
    public string? StartServices { get; init; }

    /// <summary>What stands for the environment of the process; null for that itself. For tests, which share a process.</summary>
    internal IReadOnlyDictionary<string, string>? Environment { get; init; }
}
