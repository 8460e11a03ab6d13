using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>A revision that a run applied, reverted or stamped.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Duration">How long it took, retries included.</param>
public sealed record AppliedRevision(RevisionInfo Revision, TimeSpan Duration)
{
    /// <summary>The data that it dropped because nothing takes it up; only ever with <see cref="MigrationOptions.AcceptLoss"/>.</summary>
    public IReadOnlyList<Loss> Losses { get; init; } = [];
}
