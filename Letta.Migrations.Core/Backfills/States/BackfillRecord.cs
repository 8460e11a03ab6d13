namespace Letta.Migrations.Backfills;

/// <summary>A row of <see cref="BackfillLedger"/>, with what those at work have done since.</summary>
/// <param name="Name">The backfill.</param>
/// <param name="Version">The revision that left it to be done.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Mode">Who carries it out.</param>
/// <param name="RowsDone">How many rows were changed.</param>
internal sealed record BackfillRecord(string Name, long Version, BackfillState State, BackfillMode Mode, long RowsDone)
{
    /// <summary>How many rows were looked at, in this pass.</summary>
    public long RowsScanned { get; init; }

    /// <summary>How many rows failed.</summary>
    public long RowsFailed { get; init; }

    /// <summary>Roughly how many rows there were when it was begun; null before.</summary>
    public long? Estimate { get; init; }

    /// <summary>How many are at work.</summary>
    public int Workers { get; init; }

    /// <summary>Which pass through the table this is, from 1; 0 before the first.</summary>
    public int Pass { get; init; }

    /// <summary>How often somebody began to work on it.</summary>
    public int Attempts { get; init; }

    /// <summary>For how long it has been at work, or was, since this attempt began.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>How many rows had been looked at when this attempt began.</summary>
    public long ScannedBefore { get; init; }

    /// <summary>How long ago somebody last committed something.</summary>
    public TimeSpan? SinceHeartbeat { get; init; }

    /// <summary>What the last error was; never anything that a row holds.</summary>
    public string? LastError { get; init; }

    /// <summary>Whether rows may wait still.</summary>
    public bool IsDone => State == BackfillState.Done;
}
