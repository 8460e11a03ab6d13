using Letta.Migrations.Schema;

namespace Letta.Migrations.Running.Identification;

/// <summary>Which revision of a history a schema is, by nothing but the schema.</summary>
/// <param name="Matches">
/// The revisions that make this schema, oldest first; empty if none does. More than one where a revision changes nothing that the schema
/// shows.
/// </param>
/// <param name="Nearest">
/// The revision with the fewest differences; null where there are matches, and where the tables are not those of the history.
/// </param>
internal sealed record IdentifiedSchema(IReadOnlyList<RevisionMatch> Matches, RevisionInfo? Nearest)
{
    /// <summary>How the schema departs from the nearest revision.</summary>
    public IReadOnlyList<Difference> Differences { get; init; } = [];
}
