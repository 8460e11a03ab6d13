namespace Letta.Migrations.Engines;

/// <summary>One row of the ledger: what the version table has no room for. Rows are only ever added.</summary>
/// <param name="Version">The version of the revision.</param>
/// <param name="ForeignId">Its id in another tool, or null.</param>
/// <param name="Name">Its name; of a drift, the difference that was accepted.</param>
/// <param name="Direction">
/// <c>up</c>, <c>down</c>, <c>stamp</c>, <c>adopt</c>, <c>loss</c>, or <c>drift</c> for a difference that <c>--accept-drift</c> accepted.
/// </param>
/// <param name="StartedAt">When it began, in UTC.</param>
/// <param name="Duration">How long it took, without its commit; null for a stamp or an adoption.</param>
/// <param name="Adds">True when the version is recorded, false when its row is taken away.</param>
internal sealed record LedgerEntry(
    long Version, string? ForeignId, string Name, string Direction, DateTimeOffset StartedAt, TimeSpan? Duration, bool Adds)
{
    /// <summary>The data that it dropped: each gets a row of its own, its direction <c>loss</c>.</summary>
    public IReadOnlyList<Loss> Losses { get; init; } = [];

    /// <summary>What the revision did, in few digits; null where it was taken back, or cannot be known.</summary>
    public string? Checksum { get; init; }
}
