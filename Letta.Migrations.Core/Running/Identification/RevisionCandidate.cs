using Letta.Migrations.Engines;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running.Identification;

/// <summary>How far a schema is from what one revision makes.</summary>
/// <param name="made">What the revision makes; its whole schema may be unknown still.</param>
/// <param name="rules">Say which differences count.</param>
/// <param name="actual">The schema.</param>
internal sealed class RevisionCandidate(RevisionSchema made, IAdoptionRules rules, DatabaseSchema actual)
{
    private readonly Lazy<IReadOnlyList<Difference>> _differences = new(() => rules.Compare(made.Schema!, actual));
    private readonly Lazy<int> _details = new(() => rules.CompareClosely(made.Schema!, actual).Count);

    public RevisionInfo Revision => made.Revision;

    /// <summary>How many differences there are at least: those of the tables and columns.</summary>
    public int AtLeast { get; } = rules.Compare(made.Outline, SchemaOutline.Reduce(actual)).Count;

    /// <summary>Whether its whole schema is known, so that the differences can be counted.</summary>
    public bool IsRead => made.Schema is not null;

    public IReadOnlyList<Difference> Differences => _differences.Value;

    /// <summary>How many differences there are, those included that are only another way of building the same.</summary>
    public int Details => _details.Value;

    /// <summary>How many tables the revision makes.</summary>
    public int Tables => made.Outline.Tables.Count;

    /// <summary>How many of them are there.</summary>
    public int TablesThere { get; } = made.Outline.Tables.Count(t => actual.Table(t.Name) is not null);
}
