using Letta.Migrations.Backfills;

namespace Letta.Migrations.Running;

/// <summary>Where a backfill of the applied revisions stands; read without writing anything.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Table">Its table.</param>
/// <param name="Revision">The revision that declares it.</param>
/// <param name="State">Whether it is due.</param>
/// <param name="Waiting">How many rows wait for it: counted, where the rows tell; else estimated.</param>
/// <param name="RowsDone">How many rows were changed since it was recorded; 0 if it never was.</param>
public sealed record BackfillStatus(string Name, string Table, RevisionInfo Revision, BackfillState State, long Waiting, long RowsDone)
{
    /// <summary>Who carries it out.</summary>
    public BackfillMode Mode { get; init; } = BackfillMode.Online;

    /// <summary>How many rows were looked at, in this pass through the table.</summary>
    public long RowsScanned { get; init; }

    /// <summary>Roughly how many rows the table had when it was begun; null before.</summary>
    public long? Estimate { get; init; }

    /// <summary>How many rows failed.</summary>
    public long Failed { get; init; }

    /// <summary>The keys of the first of them.</summary>
    public IReadOnlyList<string> FirstFailed { get; init; } = [];

    /// <summary>How many are at work on it.</summary>
    public int Workers { get; init; }

    /// <summary>How often somebody began to work on it.</summary>
    public int Attempts { get; init; }

    /// <summary>How long ago somebody last committed something; null if nobody did.</summary>
    public TimeSpan? SinceHeartbeat { get; init; }

    /// <summary>What ended the last attempt, if it was an error; never anything that a row holds.</summary>
    public string? LastError { get; init; }

    /// <summary>Rows a second, over all that are at work, since this attempt began; null where nobody is at work.</summary>
    public double? Rate { get; init; }

    /// <summary>How long it will take, at that rate; null where that cannot be said.</summary>
    public TimeSpan? Left
        => Rate is > 0 and var rate && Estimate is { } estimate ? TimeSpan.FromSeconds(Math.Max(0, estimate - RowsScanned) / rate) : null;

    internal Backfill Backfill { get; init; } = new(Name, Table);
}
