namespace Letta.Migrations.Engines;

/// <summary>A row of the version table, with what the ledger adds to it.</summary>
/// <param name="Version">The version.</param>
/// <param name="AppliedAt">When it was recorded, in UTC; null if FluentMigrator's tools left it empty.</param>
/// <param name="Duration">How long it took; null if it was stamped, or applied by other tools.</param>
/// <param name="Checksum">
/// What it did, in few digits; null where nobody wrote that down: other tools, or a build from before there were checksums.
/// </param>
internal sealed record AppliedVersion(long Version, DateTimeOffset? AppliedAt, TimeSpan? Duration, string? Checksum);
