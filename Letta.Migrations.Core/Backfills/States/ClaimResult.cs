namespace Letta.Migrations.Backfills;

/// <summary>What there is for a worker.</summary>
internal enum ClaimResult
{
    /// <summary>A range.</summary>
    Work,

    /// <summary>Everything was done once; it is to be seen whether rows wait that came meanwhile.</summary>
    Finish,

    /// <summary>Everything is handed out; others are at work, and may fail.</summary>
    Wait,

    /// <summary>Somebody paused it.</summary>
    Paused,

    /// <summary>It is recorded no longer: its revision was taken back.</summary>
    Gone,

    /// <summary>All rows are done.</summary>
    Done,

    /// <summary>All rows but some that failed are done.</summary>
    Incomplete,

    /// <summary>Pass after pass found rows that wait.</summary>
    Endless,
}
