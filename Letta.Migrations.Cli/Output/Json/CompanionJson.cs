using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Output.Json;

/// <summary>What the record of another tool says; its revision is null at base.</summary>
internal sealed record CompanionJson(string? Revision, bool Known, bool Adopted, bool Agrees)
{
    public static CompanionJson? From(CompanionStatus? companion)
        => companion is null
            ? null
            : new CompanionJson(companion.Ids.Count == 0 ? null : companion.Place, companion.Known, companion.Adopted, companion.Agrees);
}
