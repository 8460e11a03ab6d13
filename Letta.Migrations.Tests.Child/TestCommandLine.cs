using Letta.Migrations.Cli;
using Letta.Migrations.Running;
#if WEB
using Letta.Migrations.Design;
using Letta.Migrations.Model;
#endif

namespace Letta.Migrations.Tests.Child;

/// <summary>The command line of Letta, on another history.</summary>
public static class TestCommandLine
{
    /// <summary>As the shipped executable has it.</summary>
    public static MigrationCliOptions Options { get; } = new()
    {
        Project = "Letta.Migrations",
        StartServices = "just start-services",
#if WEB
        Model = new DbContextModel(LettaDbContext.ForDesign),
#endif
    };

    /// <summary>Letta's own names, for another history.</summary>
    public static MigrationDefinition Define(Func<RevisionSet> revisions) => LettaMigrations.Definition with { Revisions = revisions };

    /// <summary>The same for a history that is there.</summary>
    public static MigrationDefinition Define(RevisionSet revisions) => Define(() => revisions);
}
