using Letta.Migrations.Running;

namespace Letta.Migrations.Host.Output.Json;

/// <summary>What <c>alembic_version</c> says; its revision is null at base.</summary>
internal sealed record AlembicJson(string? Revision, bool Known, bool Adopted, bool Agrees)
{
    public static AlembicJson? Of(AlembicRecord? alembic)
        => alembic is null
            ? null
            : new AlembicJson(alembic.Ids.Count == 0 ? null : alembic.Place, alembic.Known, alembic.Adopted, alembic.Agrees);
}
