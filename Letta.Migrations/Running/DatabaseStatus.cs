using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>Where a database is in the history; read without writing anything.</summary>
/// <param name="Target">The database.</param>
/// <param name="Current">The newest applied revision; null at base.</param>
/// <param name="Head">The newest revision of this build; null for an empty history.</param>
/// <param name="Pending">What lies between, in order.</param>
/// <param name="Unknown">Applied versions that this build does not know.</param>
/// <param name="Begun">The revision that is half done; null if none is.</param>
public sealed record DatabaseStatus(
    DatabaseTarget Target,
    RevisionInfo? Current,
    RevisionInfo? Head,
    IReadOnlyList<RevisionInfo> Pending,
    IReadOnlyList<long> Unknown,
    BegunRevision? Begun)
{
    /// <summary>
    /// The applied revisions that do something else in this build than what was done when they were applied, oldest first. Only
    /// <see cref="MigrationRunner.CurrentAsync"/> looks for them; revisions that were applied before there were checksums are never among them.
    /// </summary>
    public IReadOnlyList<RevisionInfo> Edited { get; init; } = [];

    /// <summary>True when every revision of this build is applied, none that it does not know, and none is half done.</summary>
    public bool AtHead => Pending.Count == 0 && Unknown.Count == 0 && Begun is null;
}
