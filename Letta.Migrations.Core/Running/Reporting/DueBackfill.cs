namespace Letta.Migrations.Running;

/// <summary>A backfill that a run left to be done.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Table">The table with the rows that wait.</param>
/// <param name="Waiting">How many wait, where that was counted; else 0.</param>
public sealed record DueBackfill(string Name, string Table, long Waiting)
{
    /// <summary>
    /// True if it was put off because there is no key to encrypt with; false for one that is to be run beside the applications.
    /// </summary>
    public bool NeedsKey { get; init; }
}
