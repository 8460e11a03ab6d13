namespace Letta.Migrations.Backfills;

/// <summary>The answer to a worker that asks for work.</summary>
/// <param name="Answer">What to do.</param>
internal sealed record BackfillClaim(ClaimResult Answer)
{
    /// <summary>The range that is its own now, where the answer is <see cref="ClaimResult.Work"/>.</summary>
    public BackfillRange? Range { get; init; }

    /// <summary>The pass that came to its end.</summary>
    public long Pass { get; init; }

    /// <summary>How many rows of this pass all workers together have looked at.</summary>
    public long RowsScanned { get; init; }

    /// <summary>How many rows all workers together have changed.</summary>
    public long Done { get; init; }

    /// <summary>How many rows failed, where nothing else is left.</summary>
    public long Rows { get; init; }
}
