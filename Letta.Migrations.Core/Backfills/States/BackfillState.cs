namespace Letta.Migrations.Backfills;

/// <summary>How far a backfill is.</summary>
public enum BackfillState
{
    /// <summary>It was recorded as due, or begun and not finished, and nobody is at work: <c>backfill run</c> takes it.</summary>
    Due,

    /// <summary>No row waits.</summary>
    Done,

    /// <summary>Rows wait, but nobody put it off: it runs when it is asked for by name.</summary>
    Optional,

    /// <summary>Somebody is at work.</summary>
    Running,

    /// <summary>Somebody said that it is to stop for now.</summary>
    Paused,

    /// <summary>All rows were tried, and some failed: <c>backfill retry</c> tries these again.</summary>
    Incomplete,
}
