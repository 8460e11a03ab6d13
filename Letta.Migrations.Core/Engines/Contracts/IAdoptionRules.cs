using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines;

/// <summary>How a database that another tool made is held against what the revisions make.</summary>
internal interface IAdoptionRules
{
    /// <summary>The differences between two schemas that matter on this engine for a database that another tool made.</summary>
    IReadOnlyList<Difference> Compare(DatabaseSchema expected, DatabaseSchema actual);

    /// <summary>
    /// All differences between two schemas, those included that <see cref="Compare"/> takes for another way of building the same.
    /// </summary>
    IReadOnlyList<Difference> CompareClosely(DatabaseSchema expected, DatabaseSchema actual);

    /// <summary>
    /// Whether a revision of another tool that failed leaves a part of itself behind: true where its DDL is in no transaction.
    /// </summary>
    bool CompanionLeavesHalves { get; }
}
