namespace Letta.Migrations.Backfills;

/// <summary>Who carries a backfill out.</summary>
public enum BackfillMode
{
    /// <summary>The upgrade, before the next revision and before it says that the database is at head.</summary>
    Inline,

    /// <summary>Whoever runs it, while the upgrade goes on.</summary>
    Online,
}
