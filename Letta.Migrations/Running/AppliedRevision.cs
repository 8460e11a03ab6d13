namespace Letta.Migrations.Running;

/// <summary>A revision that a run applied, reverted or stamped.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Duration">How long it took, retries included.</param>
public sealed record AppliedRevision(RevisionInfo Revision, TimeSpan Duration);
