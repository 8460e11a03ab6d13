using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>What a host's start-up does to its database; see <c>AddMigrations</c>.</summary>
public sealed class MigrationStartupOptions
{
    internal MigrationStartupOptions(MigrationOptions options, RevisionSet revisions) => (Options, Revisions) = (options, revisions);

    /// <summary>How patient and how strict the run is, as configured; replace it to decide in code.</summary>
    public MigrationOptions Options { get; set; }

    /// <summary>The history to apply. Default that of the definition.</summary>
    public RevisionSet Revisions { get; set; }

    /// <summary>Where the database must be before the host starts. Default <see cref="RevisionTarget.Head"/>.</summary>
    public RevisionTarget To { get; set; } = RevisionTarget.Head;

    /// <summary>
    /// Start the host at once, and migrate beside it. Default false: nothing is started before the target is reached, and no connection is
    /// accepted. For a host whose liveness is probed while a long revision runs: it answers, and its health check says no until the
    /// database was verified. A failure stops the host, with the documented exit code.
    /// </summary>
    public bool InBackground { get; set; }

    /// <summary>
    /// Whether the host, once it is started, runs the backfills that are due or become due, in the background and beside others that do
    /// the same. It ends with the batch that is under way when the host stops. What goes wrong with one is logged and does not end the
    /// host. Default false.
    /// </summary>
    public bool RunsBackfills { get; set; }

    /// <summary>How often the host looks whether a backfill became due, if it runs them. Default one minute.</summary>
    public TimeSpan BackfillInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How often the host compares the database, in the background, with what its revisions make, first when it is started. Differences
    /// are logged and measured; they do not end the host. Needs a role that may try revisions out in a shadow. Default null: never.
    /// </summary>
    public TimeSpan? CheckInterval { get; set; }

    /// <summary>The database; null for the one that is configured.</summary>
    internal DatabaseTarget? Target { get; set; }

    /// <summary>Receives what happens until the target is reached; null for the log alone.</summary>
    internal IProgress<MigrationProgress>? Progress { get; set; }

    /// <summary>Receives the result when the target is verified, before any service starts.</summary>
    internal Action<MigrationResult>? Reached { get; set; }
}
