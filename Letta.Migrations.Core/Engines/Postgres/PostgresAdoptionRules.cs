using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>The catalog shows whatever differs, in one way whoever made it, so that every difference matters.</summary>
internal sealed class PostgresAdoptionRules : IAdoptionRules
{
    /// <summary>DDL is transactional.</summary>
    public bool CompanionLeavesHalves => false;

    public IReadOnlyList<Difference> Compare(DatabaseSchema expected, DatabaseSchema actual)
        => SchemaComparison.Compare(expected, EfCoreRecord.LeaveOut(actual, expected));

    public IReadOnlyList<Difference> CompareClosely(DatabaseSchema expected, DatabaseSchema actual) => Compare(expected, actual);
}
