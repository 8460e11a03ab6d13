namespace Letta.Migrations.Running;

/// <summary>Something that the downgrade of a revision cannot restore.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="What">What, and why.</param>
public sealed record NotRestored(RevisionInfo Revision, string What);
