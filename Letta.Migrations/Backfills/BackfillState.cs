namespace Letta.Migrations.Backfills;

/// <summary>How far a backfill is.</summary>
public enum BackfillState
{
    /// <summary>A revision put it off, or it was begun and not finished: <c>backfill run</c> takes it.</summary>
    Due,

    /// <summary>No row waits.</summary>
    Done,

    /// <summary>Rows wait, but nobody put it off: it runs when it is asked for by name.</summary>
    Optional,
}
