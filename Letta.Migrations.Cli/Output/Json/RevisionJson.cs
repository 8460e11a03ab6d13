using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Output.Json;

internal sealed record RevisionJson(long Version, string? Companion, string Name)
{
    public static RevisionJson? From(RevisionInfo? revision)
        => revision is null ? null : new RevisionJson(revision.Version, revision.ForeignId, revision.Name);
}
