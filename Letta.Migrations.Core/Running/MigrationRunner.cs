using System.Data.Common;
using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Orphans;
using Letta.Migrations.Errors;
using Letta.Migrations.Running.Telemetry;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Running;

/// <summary>
/// The entry point to a database's history. A run waits for the database, reads its state without writing, plans, takes the lock, reads
/// again, applies one revision after the other, verifies by an independent read, and releases. With nothing to do it ends after the plan.
/// </summary>
/// <param name="target">Which database.</param>
/// <param name="options">How patient and how strict the runs are.</param>
/// <param name="logger">Hears what the runs do; never SQL, data or secrets.</param>
/// <param name="time">The clock.</param>
/// <param name="revisions">The history.</param>
public sealed class MigrationRunner(
    DatabaseTarget target, MigrationOptions options, ILogger<MigrationRunner> logger, TimeProvider time, RevisionSet revisions)
{
    private readonly DriftCheck _drift = new();

    /// <summary>The database.</summary>
    public DatabaseTarget Target => target;

    /// <summary>How patient and how strict the runs are.</summary>
    public MigrationOptions Options => options;

    /// <summary>The history that this runner knows.</summary>
    public RevisionSet Revisions => revisions;

    /// <summary>Sees every statement of every revision; for tests that stop a run between two of them.</summary>
    internal StatementObserver? Observer { get; init; }

    /// <summary>
    /// Brings the database up to <paramref name="to"/>. Where it is there already, nothing is locked or written and
    /// <see cref="MigrationResult.Applied"/> is empty. Refused where an applied revision was edited since: with something to do all are
    /// looked at, otherwise the newest ten.
    /// </summary>
    /// <param name="to">Where to; null for <see cref="RevisionTarget.Head"/>.</param>
    /// <param name="progress">Receives what happens.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="MigrationException">It is not there; the exception says why and what to do next.</exception>
    /// <exception cref="OperationCanceledException">
    /// Stopped; what was committed stays, the revision that was running was rolled back.
    /// </exception>
    public Task<MigrationResult> UpgradeAsync(
        RevisionTarget? to = null, IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
        => TraceAsync(
            "upgrade",
            progress,
            traced => Run(traced, mayCreate: options.CreateDatabase).ExecuteAsync(
                historyState => Plan.Upgrade(historyState.Validate(options.AllowNewer), to ?? RevisionTarget.Head), cancellationToken));

    /// <summary>The same, to what a text names: <c>head</c>, a version, an id in another tool, a unique prefix, or <c>+2</c>.</summary>
    /// <inheritdoc cref="UpgradeAsync(RevisionTarget?, IProgress{MigrationProgress}?, CancellationToken)" />
    public Task<MigrationResult> UpgradeAsync(
        string to, IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
        => UpgradeAsync(RevisionTarget.Parse(to), progress, cancellationToken);

    /// <summary>
    /// Takes the database down to <paramref name="to"/>, which stays applied. Refused where revisions are applied that this build does not
    /// know. A revision that was edited since is reverted as it is now.
    /// </summary>
    /// <param name="to">Where to.</param>
    /// <param name="progress">Receives what happens.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="MigrationException">It is not there; the exception says why and what to do next.</exception>
    /// <exception cref="OperationCanceledException">
    /// Stopped; what was committed stays, the revision that was running was rolled back.
    /// </exception>
    public Task<MigrationResult> DowngradeAsync(
        RevisionTarget to, IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
        => TraceAsync(
            "downgrade",
            progress,
            traced => Run(traced)
                .ExecuteAsync(historyState => Plan.Downgrade(historyState.Validate(allowNewer: false), to), cancellationToken));

    /// <summary>The same, to what a text names: <c>base</c>, a version, an id in another tool, a unique prefix, or <c>-1</c>.</summary>
    /// <inheritdoc cref="DowngradeAsync(RevisionTarget, IProgress{MigrationProgress}?, CancellationToken)" />
    public Task<MigrationResult> DowngradeAsync(
        string to, IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
        => DowngradeAsync(RevisionTarget.Parse(to), progress, cancellationToken);

    /// <summary>
    /// Records the database as being at <paramref name="to"/> without running any revision, once its schema is found to be what that
    /// revision makes; or without looking. Revisions that were edited after they were applied are recorded as they are in this build, and
    /// backfills for which rows wait as due.
    /// </summary>
    /// <param name="to">Where it is; nothing relative.</param>
    /// <param name="unverified">Record it without comparing the schema; the ledger says so.</param>
    /// <param name="progress">Receives what happens.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="MigrationException">It is not recorded; the exception says why and what to do next.</exception>
    /// <exception cref="OperationCanceledException">Stopped; nothing was recorded.</exception>
    public Task<MigrationResult> StampAsync(
        RevisionTarget to,
        bool unverified = false,
        IProgress<MigrationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => TraceAsync(
            "stamp",
            progress,
            traced => Run(traced, unverified: unverified).ExecuteAsync(historyState => Plan.Stamp(historyState, to), cancellationToken));

    /// <summary>The same, as what a text names: <c>head</c>, <c>base</c>, a version, an id in another tool, or a unique prefix.</summary>
    /// <inheritdoc cref="StampAsync(RevisionTarget, bool, IProgress{MigrationProgress}?, CancellationToken)" />
    public Task<MigrationResult> StampAsync(
        string to, bool unverified = false, IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
        => StampAsync(RevisionTarget.Parse(to), unverified, progress, cancellationToken);

    /// <summary>
    /// Takes over a database that another tool manages: compares its schema with what the revision in the companion record makes, and
    /// records it as being there if the two are the same. On SQLite, where that tool built the same schema in another way, tables are
    /// rebuilt first. A database that is adopted already is left as it is, unless that tool moved it since: then it is taken over again,
    /// after the same comparison. Where nothing records the revision, the schema is compared with what each revision makes, and recorded if
    /// exactly one makes it.
    /// </summary>
    /// <param name="revision">
    /// The revision, where nothing records it and the schema is that of several, or of none; null to go by the schema. Nothing relative.
    /// </param>
    /// <param name="acceptDrift">Record it in spite of differences, and each difference with it.</param>
    /// <param name="progress">Receives what happens.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="MigrationException">It is not recorded; the exception says why and what to do next.</exception>
    /// <exception cref="OperationCanceledException">Stopped; nothing was recorded or changed.</exception>
    public Task<MigrationResult> AdoptAsync(
        RevisionTarget? revision = null,
        bool acceptDrift = false,
        IProgress<MigrationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => TraceAsync(
            "adopt",
            progress,
            traced => Run(traced, acceptDrift).AdoptAsync(revision is null ? null : Find(revision), cancellationToken));

    /// <summary>The same, at what a text names: a version, an id in another tool, or a unique prefix of either.</summary>
    /// <inheritdoc cref="AdoptAsync(RevisionTarget?, bool, IProgress{MigrationProgress}?, CancellationToken)" />
    public Task<MigrationResult> AdoptAsync(
        string revision,
        bool acceptDrift = false,
        IProgress<MigrationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => AdoptAsync(RevisionTarget.Parse(revision), acceptDrift, progress, cancellationToken);

    /// <summary>Where the database is. Writes nothing and takes no lock.</summary>
    /// <exception cref="MigrationException">It could not be read.</exception>
    public async Task<DatabaseStatus> CurrentAsync(
        IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var historyState = await Run(progress).ReadAsync(cancellationToken);
        return historyState.Assessed(options.AllowNewer) with
        {
            ResolvedOrphans = await ResolvedOrphansAsync(historyState.State, cancellationToken)
        };
    }

    /// <summary>Every revision, oldest first, with when it was applied. Writes nothing and takes no lock.</summary>
    /// <exception cref="MigrationException">It could not be read.</exception>
    public async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(
        IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
        => (await AssessedHistoryAsync(progress, cancellationToken)).Entries;

    /// <summary>The same, with where the database is.</summary>
    internal async Task<(DatabaseStatus Status, IReadOnlyList<HistoryEntry> Entries)> AssessedHistoryAsync(
        IProgress<MigrationProgress>? progress, CancellationToken cancellationToken)
    {
        var historyState = await Run(progress).ReadAsync(cancellationToken);
        var status = historyState.Assessed(options.AllowNewer);
        var applied = historyState.State.Applied.ToDictionary(a => a.Version);
        var foreign = status.Companion is { Adopted: false, Revision: { } at } ? at.Number : 0;
        return (
            status,
            [
                .. Revisions.All.Select(r => new HistoryEntry(
                    r, applied.GetValueOrDefault(r.Version)?.AppliedAt, applied.GetValueOrDefault(r.Version)?.Duration)
                {
                    Pending = !applied.ContainsKey(r.Version) && r.Number > foreign,
                    Edited = status.Edited.Contains(r),
                    ByCompanion = r.Number <= foreign,
                }),
            ]);
    }

    /// <summary>The backfills of the applied revisions, and how many rows wait for each. Writes nothing and takes no lock.</summary>
    /// <exception cref="MigrationException">They could not be read.</exception>
    public async Task<IReadOnlyList<BackfillStatus>> BackfillsAsync(
        IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
        => (await Backfills(progress).ReadAsync(cancellationToken)).All;

    /// <summary>That there is no backfill of a name among all that there are.</summary>
    internal ConfigurationException NoBackfill(string name, IEnumerable<BackfillStatus> all)
        => new BackfillRefusals(target.Product).NotThere(name, all, target);

    /// <summary>
    /// Runs the backfill <paramref name="name"/>, or all that are due, in batches each committed by itself, until no row waits; beside
    /// others that do the same, each with a part of the table. With nothing to do nothing is written.
    /// </summary>
    /// <exception cref="MigrationException">Rows wait still; the exception says why and what to do next.</exception>
    /// <exception cref="OperationCanceledException">Stopped after a batch; what was committed stays.</exception>
    public Task<BackfillResult> BackfillAsync(
        string? name = null, IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
        => TraceAsync("backfill", progress, traced => Backfills(traced).ExecuteAsync(name, cancellationToken));

    /// <summary>
    /// Tries the rows again that failed in the backfill <paramref name="name"/>, or in all, and then sees that none waits.
    /// </summary>
    /// <exception cref="MigrationException">Some failed again; the exception says which and what to do next.</exception>
    /// <exception cref="OperationCanceledException">Stopped after a row; what was committed stays.</exception>
    public Task<BackfillResult> RetryBackfillAsync(
        string? name = null, IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
        => TraceAsync("backfill retry", progress, traced => Backfills(traced).RetryAsync(name, cancellationToken));

    /// <summary>
    /// Lets all that work on the backfill <paramref name="name"/>, or on any, finish their batch and wait. Returns what was paused by this.
    /// </summary>
    /// <exception cref="MigrationException">There is none of that name, or it could not be written down.</exception>
    public Task<IReadOnlyList<BackfillStatus>> PauseBackfillAsync(
        string? name = null, IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
        => Backfills(progress).PauseAsync(name, pause: true, cancellationToken);

    /// <summary>Lets a backfill that was paused go on, or all. Returns what was resumed by this.</summary>
    /// <exception cref="MigrationException">There is none of that name, or it could not be written down.</exception>
    public Task<IReadOnlyList<BackfillStatus>> ResumeBackfillAsync(
        string? name = null, IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
        => Backfills(progress).PauseAsync(name, pause: false, cancellationToken);

    /// <summary>The revision that a target names; base and what is relative name none.</summary>
    /// <exception cref="ConfigurationException">None, or more than one, fits.</exception>
    public RevisionInfo Find(RevisionTarget revision) => revision.Find(Revisions, target.Product);

    /// <summary>The revision that a text names: <c>head</c>, a version, an id in another tool, or a unique prefix of either.</summary>
    /// <exception cref="ConfigurationException">None, or more than one, fits.</exception>
    public RevisionInfo Find(string revision) => Find(RevisionTarget.Parse(revision));

    /// <summary>
    /// Waits for a database that somebody else brings to head: for an application beside its migrator, with a role that may only read.
    /// Takes no lock, and writes and creates nothing. A database that is not there yet, empty, behind or in the middle of a revision is
    /// waited for; one that is newer than this build (unless <see cref="MigrationOptions.AllowNewer"/>), edited or of another history is
    /// reported at once.
    /// </summary>
    /// <param name="timeout">How long; zero to look once.</param>
    /// <param name="progress">Receives what is waited for.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="MigrationException">It was not verified to be at head in time; the exception says what was seen last.</exception>
    public Task<DatabaseStatus> WaitAsync(
        TimeSpan timeout, IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
        => TraceAsync("wait", progress, traced => new HeadWait(Context(traced), Revisions).ExecuteAsync(timeout, cancellationToken));

    /// <summary>
    /// Compares the database with what its recorded revisions make, as a change by hand would show. Writes nothing and takes no lock;
    /// whoever asks again pays for the comparison only.
    /// </summary>
    /// <param name="cancellationToken">Stops the comparison.</param>
    /// <exception cref="MigrationException">It could not be read, or the role may not try revisions out in a shadow.</exception>
    public Task<DriftReport> FindDriftAsync(CancellationToken cancellationToken = default)
        => TraceAsync(
            "drift", progress: null, traced => _drift.RunAsync(Context(traced), Run(traced).ReadAsync, cancellationToken));

    /// <summary>
    /// Where the database stands, for whoever wants to know whether a run may begin from there. Writes nothing and takes no lock.
    /// </summary>
    internal Task<HistoryState> StandAsync(IProgress<MigrationProgress>? progress, CancellationToken cancellationToken)
        => Run(progress).ReadAsync(cancellationToken);

    /// <summary>
    /// Drops everything in a database of this machine, whoever made it, and upgrades what is empty then to head; under one lock.
    /// </summary>
    /// <param name="meant">The hosts that a user named because the database is not on this machine; empty where it must be.</param>
    /// <param name="confirm">Is asked after the database was looked at and before the first change; throws to refuse.</param>
    /// <param name="progress">Receives what happens.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="MigrationException">It is not at head; the exception says why and what to do next.</exception>
    internal Task<MigrationResult> ResetAsync(
        IReadOnlyList<string> meant,
        Func<MigrationProgress.Clearing, CancellationToken, Task> confirm,
        IProgress<MigrationProgress>? progress,
        CancellationToken cancellationToken)
        => TraceAsync("reset", progress, traced =>
        {
            LocalHosts.Require(target, meant);
            return new ResetRun(Context(traced), Revisions, held => Run(traced, held: held)).ExecuteAsync(confirm, cancellationToken);
        });

    private async Task<long> ResolvedOrphansAsync(RecordedState state, CancellationToken cancellationToken)
    {
        try
        {
            return state.HasVersionTable ? await Engine().LookAsync(OrphanRows.Copies, cancellationToken) : 0;
        }
        catch (DbException)
        {
            return 0; // Who may not read the copies, which hold what applications wrote, is not kept from the rest.
        }
    }

    /// <summary>Lets listeners to the telemetry of the product see a run.</summary>
    private Task<T> TraceAsync<T>(
        string operation, IProgress<MigrationProgress>? progress, Func<IProgress<MigrationProgress>?, Task<T>> act)
        => RunTelemetry.AroundAsync(operation, target, time, progress, act);

    private MigrationRun Run(
        IProgress<MigrationProgress>? progress,
        bool acceptDrift = false,
        bool unverified = false,
        bool mayCreate = false,
        IMigrationLock? held = null)
        => new(Context(progress), Revisions)
        {
            AcceptDrift = acceptDrift,
            Unverified = unverified,
            CreateDatabase = mayCreate,
            Held = held,
        };

    private BackfillRun Backfills(IProgress<MigrationProgress>? progress)
        => new(Context(progress), Run(progress).ReadAsync);

    private RunContext Context(IProgress<MigrationProgress>? progress) => new(Engine(), options, progress, logger, time);

    private IDatabaseEngine Engine() => DatabaseEngine.For(
        target,
        options.ForEngine(time) with { Observer = Observer, Warn = warning => Log.Warned(logger, warning.What, warning.Next) });
}
