using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Output.Json;

/// <summary>Which revision a database is at by its schema alone.</summary>
internal sealed record IdentifiedJson(
    IReadOnlyList<RevisionJson> Revisions, RevisionJson? Nearest, IReadOnlyList<DifferenceJson> Differences)
{
    public static IdentifiedJson Of(MigrationProgress.Identified identified)
        => new(
            [.. identified.Revisions.Select(r => RevisionJson.Of(r)!)],
            RevisionJson.Of(identified.Nearest),
            [.. identified.Differences.Select(DifferenceJson.Of)]);
}
