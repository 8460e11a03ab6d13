namespace Letta.Migrations.Running;

/// <summary>What a host's start-up does to its database; see <c>AddLettaMigrations</c>.</summary>
public sealed class MigrationStartupOptions
{
    internal MigrationStartupOptions(MigrationOptions options) => Options = options;

    /// <summary>How patient and how strict the run is, as configured; replace it to decide in code.</summary>
    public MigrationOptions Options { get; set; }

    /// <summary>The history to apply. Default Letta's own.</summary>
    public RevisionSet Revisions { get; set; } = RevisionSet.Letta;

    /// <summary>Where the database must be before the host starts. Default <c>head</c>.</summary>
    public string To { get; set; } = "head";

    /// <summary>
    /// Whether the host, once it is started, runs the backfills that are due, in the background and beside others that do the same. It ends with the
    /// batch that is under way when the host stops. What goes wrong with one is logged and does not end the host. Default false.
    /// </summary>
    public bool RunsBackfills { get; set; }
}
