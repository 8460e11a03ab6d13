using Letta.Migrations.Running;

namespace Letta.Migrations.Host.Output.Json;

internal sealed record RevisionJson(long Version, string? Alembic, string Name)
{
    public static RevisionJson? Of(RevisionInfo? revision)
        => revision is null ? null : new RevisionJson(revision.Version, revision.AlembicId, revision.Name);
}
