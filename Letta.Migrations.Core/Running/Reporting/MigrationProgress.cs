using Letta.Migrations.Engines;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running;

/// <summary>What a run is doing, as it happens; handed to an <see cref="IProgress{T}"/>, on the runner's thread, in order.</summary>
public abstract record MigrationProgress
{
    private MigrationProgress()
    {
    }

    /// <summary>The database does not answer yet.</summary>
    /// <param name="Reason">Why not, in one line.</param>
    /// <param name="Waited">How long it was waited for so far.</param>
    public sealed record WaitingForDatabase(string Reason, TimeSpan Waited) : MigrationProgress;

    /// <summary>The database was not there, and is now: empty, and whatever becomes of the run.</summary>
    /// <param name="Target">The database.</param>
    public sealed record DatabaseCreated(DatabaseTarget Target) : MigrationProgress;

    /// <summary>State read and plan made: sent once, before anything is written.</summary>
    /// <param name="Status">Where the database is.</param>
    /// <param name="Steps">What will be done, in order.</param>
    /// <param name="Down">True for a downgrade.</param>
    /// <param name="IsBootstrap">True if all of it is committed together, or nothing.</param>
    public sealed record Planned(DatabaseStatus Status, IReadOnlyList<RevisionInfo> Steps, bool Down, bool IsBootstrap) : MigrationProgress
    {
        /// <summary>What the downgrades of a downgrade declare that they cannot restore, in the order of the steps.</summary>
        public IReadOnlyList<NotRestored> NotRestored { get; init; } = [];

        /// <summary>
        /// Those of the steps that were edited since they were applied: a downgrade reverts them as they are now, a stamp accepts them.
        /// </summary>
        public IReadOnlyList<RevisionInfo> Edited { get; init; } = [];

        /// <summary>
        /// What a stamp or an adoption will record: revisions that were not, and those among them that are recorded once more.
        /// </summary>
        public IReadOnlyList<RevisionInfo> Recorded { get; init; } = [];

        /// <summary>What it will take out of the record, newest first.</summary>
        public IReadOnlyList<RevisionInfo> Unrecorded { get; init; } = [];

        /// <summary>Those of the recorded that are older than one that was applied before them.</summary>
        public IReadOnlyList<RevisionInfo> Skipped { get; init; } = [];

        /// <summary>Where a stamp or an adoption ends; null for base, and for a plan of another kind.</summary>
        public RevisionInfo? To { get; init; }

        /// <summary>True for a stamp or an adoption: no revision is carried out.</summary>
        public bool Records { get; init; }

        /// <summary>True for a stamp that compares nothing.</summary>
        public bool Unverified { get; init; }
    }

    /// <summary>
    /// Nothing records where the database is, and its schema was compared with what each revision makes; sent before the plan.
    /// </summary>
    /// <param name="Revisions">
    /// The revisions that make this schema, oldest first; more than one where some change nothing that the schema shows, and none where it
    /// is another.
    /// </param>
    /// <param name="Nearest">
    /// Where there is none, the revision with the fewest differences; null if the tables are not those of the history.
    /// </param>
    public sealed record Identified(IReadOnlyList<RevisionInfo> Revisions, RevisionInfo? Nearest) : MigrationProgress
    {
        /// <summary>How the schema departs from the nearest revision.</summary>
        internal IReadOnlyList<Difference> Differences { get; init; } = [];
    }

    /// <summary>
    /// The conditions of the plan on rows were asked, as far as they can be; those of these revisions are asked again when they begin,
    /// because earlier ones change what they look at. Sent once, before the first change, where there are such.
    /// </summary>
    /// <param name="Revisions">The revisions, in the order of the plan.</param>
    public sealed record AskedLater(IReadOnlyList<RevisionInfo> Revisions) : MigrationProgress;

    /// <summary>Rows that referred to no row were resolved, and that is committed.</summary>
    /// <param name="Orphans">What was done, by table and foreign key.</param>
    public sealed record OrphansResolved(IReadOnlyList<ResolvedOrphans> Orphans) : MigrationProgress;

    /// <summary>Another migrator holds the lock.</summary>
    /// <param name="Holder">Who, as far as the engine tells; null if it does not.</param>
    /// <param name="Waited">How long it was waited for so far.</param>
    public sealed record WaitingForLock(string? Holder, TimeSpan Waited) : MigrationProgress;

    /// <summary>A revision begins.</summary>
    /// <param name="Revision">The revision.</param>
    /// <param name="Step">Its place among the steps of this run, from 1.</param>
    /// <param name="Steps">How many steps this run has.</param>
    public sealed record Started(RevisionInfo Revision, int Step, int Steps) : MigrationProgress;

    /// <summary>
    /// A step is committed of a revision that is carried out step by step; also sent when a run goes on with one that is half done.
    /// </summary>
    /// <param name="Revision">The revision.</param>
    /// <param name="Done">How many of its steps are committed.</param>
    /// <param name="Total">How many it has.</param>
    public sealed record Stepped(RevisionInfo Revision, int Done, int Total) : MigrationProgress;

    /// <summary>A revision, or a step of it, hit the lock timeout and will be tried again, whole.</summary>
    /// <param name="Revision">The revision.</param>
    /// <param name="Attempt">The attempt that failed, from 1.</param>
    /// <param name="Blocker">Who held the lock, as far as it was seen.</param>
    /// <param name="Delay">How long until the next attempt.</param>
    public sealed record Retrying(RevisionInfo Revision, int Attempt, string? Blocker, TimeSpan Delay) : MigrationProgress;

    /// <summary>A revision is carried out. It is there to stay when <see cref="Committed"/> says so.</summary>
    /// <param name="Revision">The revision.</param>
    /// <param name="Step">Its place among the steps of this run, from 1.</param>
    /// <param name="Steps">How many steps this run has.</param>
    /// <param name="Duration">How long it took.</param>
    public sealed record Finished(RevisionInfo Revision, int Step, int Steps, TimeSpan Duration) : MigrationProgress;

    /// <summary>Revisions are committed: each by itself when it is finished, those of an empty database together after the last.</summary>
    /// <param name="Revisions">The revisions, in the order in which they were carried out.</param>
    public sealed record Committed(IReadOnlyList<RevisionInfo> Revisions) : MigrationProgress;

    /// <summary>A batch of a backfill is committed.</summary>
    /// <param name="Name">The backfill.</param>
    /// <param name="Rows">How many rows it changed.</param>
    public sealed record Backfilled(string Name, long Rows) : MigrationProgress
    {
        /// <summary>How many rows all that are at work have looked at, as far as this one knows.</summary>
        public long RowsScanned { get; init; }

        /// <summary>How many rows of the batch failed.</summary>
        public int Failed { get; init; }

        /// <summary>How many rows there are to look at, roughly.</summary>
        public long Estimate { get; init; }
    }

    /// <summary>A backfill has to wait; sent once for each reason.</summary>
    /// <param name="Name">The backfill.</param>
    /// <param name="Reason">What for, in a few words.</param>
    public sealed record BackfillWaits(string Name, string Reason) : MigrationProgress;

    /// <summary>
    /// A revision that is committed dropped data that nothing takes up. Follows <see cref="Committed"/>, once for each loss.
    /// </summary>
    /// <param name="Revision">The revision.</param>
    /// <param name="Loss">What was lost.</param>
    public sealed record Lost(RevisionInfo Revision, Loss Loss) : MigrationProgress;

    /// <summary>The database answers, but is not at head yet, and others are waited for who bring it there.</summary>
    /// <param name="Status">Where it is.</param>
    /// <param name="Waited">How long it was waited for so far.</param>
    public sealed record WaitingForHead(DatabaseStatus Status, TimeSpan Waited) : MigrationProgress;

    /// <summary>Everything in the database is about to be dropped.</summary>
    /// <param name="Target">The database.</param>
    /// <param name="Schema">The schema; null where the engine has none.</param>
    /// <param name="Tables">How many tables that is.</param>
    /// <param name="Rows">How many rows, roughly.</param>
    /// <param name="Others">Those of the tables that no revision of this build makes.</param>
    public sealed record Clearing(
        DatabaseTarget Target, string? Schema, int Tables, long Rows, IReadOnlyList<string> Others) : MigrationProgress;

    /// <summary>It was dropped.</summary>
    public sealed record Cleared : MigrationProgress;
}
