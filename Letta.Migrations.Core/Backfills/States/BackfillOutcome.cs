namespace Letta.Migrations.Backfills;

/// <summary>A backfill that a revision leaves to be carried out when its steps are committed.</summary>
/// <param name="Backfill">The backfill.</param>
/// <param name="Mode">Who carries it out.</param>
/// <param name="Waiting">How many rows wait, where that was counted; else 0.</param>
internal sealed record BackfillOutcome(Backfill Backfill, BackfillMode Mode, long Waiting)
{
    /// <summary>True if it was put off because there is no key to encrypt with.</summary>
    public bool IsPutOff { get; init; }
}
