using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Output.Json;

/// <summary>Which revision a database is at by its schema alone.</summary>
internal sealed record IdentifiedJson(
    IReadOnlyList<RevisionJson> Revisions, RevisionJson? Nearest, IReadOnlyList<DifferenceJson> Differences)
{
    public static IdentifiedJson From(MigrationProgress.Identified identified)
        => new(
            [.. identified.Revisions.Select(r => RevisionJson.From(r)!)],
            RevisionJson.From(identified.Nearest),
            [.. identified.Differences.Select(DifferenceJson.From)]);
}
