using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Running.Checksums;
using Letta.Migrations.Running.Identification;
using Letta.Migrations.Running.Telemetry;

namespace Letta.Migrations.Running;

/// <summary>
/// One run, from its first look at the database to its last: <see cref="ReadAsync"/>, plan, <see cref="LockAsync"/>, read and plan again,
/// apply (<see cref="RevisionApplier"/>), <see cref="VerifyAsync"/>, release.
/// </summary>
internal sealed class MigrationRun(RunContext context, RevisionSet revisions)
{
    private readonly List<AppliedRevision> _applied = [];
    private readonly RevisionChecksums _checksums = new(context.Target);
    private IReadOnlyList<DueBackfill> _due = [];
    private IReadOnlyList<RevisionInfo> _askedLater = [];
    private IReadOnlyList<ResolvedOrphans> _resolved = [];
    private IReadOnlyList<BackfillDone> _backfilled = [];
    private RevisionInfo? _finished;

    /// <summary>Whether an adoption goes on in spite of differences.</summary>
    public bool AcceptDrift { get; init; }

    /// <summary>Whether a database that is not there is created.</summary>
    public bool CreateDatabase { get; init; }

    /// <summary>Whether a stamp records without comparing.</summary>
    public bool Unverified { get; init; }

    /// <summary>The lock, where whoever starts this run has taken it already, and releases it.</summary>
    public IMigrationLock? Held { get; init; }

    /// <exception cref="MigrationException">The database is not at the plan's end.</exception>
    public Task<MigrationResult> ExecuteAsync(Func<HistoryState, Plan> makePlan, CancellationToken cancellationToken)
        => ExecuteAsync((historyState, _) => Task.FromResult(makePlan(historyState)), makePlan, cancellationToken);

    /// <summary>
    /// Takes over a database that others made: where a record says that it is; where none does, at the revision that a user named, or that
    /// its schema is.
    /// </summary>
    /// <exception cref="MigrationException">The database is not recorded.</exception>
    public Task<MigrationResult> AdoptAsync(RevisionInfo? at, CancellationToken cancellationToken)
        => ExecuteAsync(
            async (historyState, token) =>
            {
                if (at is null && historyState.LacksRecord)
                {
                    var identified
                        = await context.RetryTransientAsync(look => SchemaIdentifier.IdentifyAsync(context.Engine, revisions, look), token);
                    context.Progress?.Report(new MigrationProgress.Identified(
                        [.. identified.Matches.Select(m => m.Revision)], identified.Nearest)
                    {
                        Differences = identified.Differences,
                    });
                    at = IdentificationRefusals.Only(identified, historyState);
                    Log.Identified(context.Logger, context.Target, at.Id);
                }

                return Plan.Adopt(historyState, at);
            },
            historyState => Plan.Adopt(historyState, at), // Compared once more, in the transaction that records it.
            cancellationToken);

    private async Task<MigrationResult> ExecuteAsync(
        Func<HistoryState, CancellationToken, Task<Plan>> makeFirstPlan,
        Func<HistoryState, Plan> makePlan,
        CancellationToken cancellationToken)
    {
        var begun = context.Time.GetTimestamp();
        try
        {
            var historyState = await FirstReadAsync(cancellationToken);
            var plan = await makeFirstPlan(historyState, cancellationToken);
            if (plan.Steps.Count > 0 && historyState.State.Unsupported is { } unsupported)
                throw unsupported;
            Announce(historyState, plan);
            if (plan.Steps.Count > 0 || Unfinished(historyState, plan))
            {
                // Collected for nothing if another migrator does it all meanwhile.
                var ahead = plan.Kind == PlanKind.Up ? new StepPrefetch(plan, context.Target, historyState.State.Schema) : null;
                plan = await ApplyAsync(historyState, plan, makePlan, ahead, cancellationToken);
            }

            if (Unverified)
                Log.Recorded(context.Logger, context.Target, plan.To?.Id ?? "base", _applied.Count);
            else
                Log.Verified(context.Logger, context.Target, plan.To?.Id ?? "base", _applied.Count);
            return new MigrationResult(historyState.Status.Current, plan.To, _applied, context.Time.GetElapsedTime(begun))
            {
                Due = _due,
                Backfilled = _backfilled,
                AskedLater = _askedLater,
                Resolved = _resolved,
                Recorded = [.. plan.Recorded.Where(r => r != _finished)],
                Unrecorded = plan.Unrecorded,
                Verified = !Unverified,
                LackedRecord = plan.LackedRecord,
            };
        }
        catch (MigrationException e)
        {
            e.Applied = [.. _applied.Select(a => a.Revision.Version)];
            Log.Failed(context.Logger, context.Target, e.Code, e.What);
            throw;
        }
    }

    private async Task<HistoryState> FirstReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(cancellationToken);
        }
        catch (PrerequisiteMissingException e) when (CreateDatabase && context.Errors.IsDatabaseMissing(e))
        {
            await context.RetryTransientAsync(
                async token =>
                {
                    await context.Engine.CreateDatabaseAsync(token);
                    return true;
                },
                cancellationToken);
            Log.DatabaseCreated(context.Logger, context.Target);
            context.Progress?.Report(new MigrationProgress.DatabaseCreated(context.Target));
            return await ReadAsync(cancellationToken);
        }
    }

    /// <summary>Waits until the database answers, and reads where it is without writing anything.</summary>
    public async Task<HistoryState> ReadAsync(CancellationToken cancellationToken)
        => HistoryState.Create(
            context.Target, revisions, await context.RetryTransientAsync(context.Engine.ReadStateAsync, cancellationToken), _checksums);

    private async Task<Plan> ApplyAsync(
        HistoryState first, Plan announced, Func<HistoryState, Plan> makePlan, StepPrefetch? ahead, CancellationToken cancellationToken)
    {
        context.RefuseReadOnly(first.State);
        await using var own = Held is null ? await LockAsync(cancellationToken) : null;
        var held = Held ?? own!;

        // Whoever held the lock before may have done it all: only what is read from here on counts.
        var historyState = await ReadAsync(cancellationToken);
        RefuseMoved(first, historyState, announced);
        var plan = makePlan(historyState);
        var unfinished = Unfinished(historyState, plan);
        if (plan.Steps.Count == 0 && !unfinished)
            return plan; // The look that this plan was made from is the verification.

        var inline = new InlineBackfills(context);
        if (unfinished)
            await inline.FinishAsync(plan.Before, cancellationToken);
        _backfilled = inline.Done;
        if (plan.Steps.Count == 0)
        {
            await VerifyAsync(plan, cancellationToken);
            return plan;
        }

        await using var adoption = plan.Kind == PlanKind.Adopt
            ? await context.RetryTransientAsync(
                token => Adoption.PrepareAsync(context.Engine, context.Target, revisions, plan, AcceptDrift, token), cancellationToken)
            : null;
        (plan, _finished) = (adoption?.Plan ?? plan, adoption?.Finished);
        await using var stamp = plan.Kind == PlanKind.Stamp
            ? await context.RetryTransientAsync(
                token => StampCheck.PrepareAsync(context.Engine, revisions, plan, Unverified, token), cancellationToken)
            : null;
        var executor = new TransactionExecutor(context, held, async token => (await ReadAsync(token)).State.Position);
        await using (executor)
        {
            var applier
                = new RevisionApplier(
                    context, revisions, executor, _checksums, inline)
                { Adoption = adoption, Stamp = stamp, Ahead = ahead };
            await applier.ApplyAsync(plan, _applied, cancellationToken);
            _due = applier.Due;
            _askedLater = applier.AskedLater;
            _resolved = applier.Resolved;
        }

        await VerifyAsync(plan, cancellationToken);
        return plan;
    }

    /// <summary>
    /// Whether an upgrade has something to do that is no revision: a backfill of an applied one that it does not go on without.
    /// </summary>
    private static bool Unfinished(HistoryState historyState, Plan plan) => plan.Kind == PlanKind.Up && historyState.Unfinished.Count > 0;

    /// <summary>How long to wait for the lock before it is reported.</summary>
    private static TimeSpan Silence { get; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Takes the lock, waiting for whoever has it.</summary>
    public async Task<IMigrationLock> LockAsync(CancellationToken cancellationToken)
    {
        var begun = context.Time.GetTimestamp();
        var held = await context.RetryTransientAsync(context.Engine.OpenLockAsync, cancellationToken);
        try
        {
            var logged = false;
            while (!await held.TryTakeAsync(cancellationToken))
            {
                var waited = context.Time.GetElapsedTime(begun);
                if (waited >= context.Options.LockWait)
                {
                    Measure(waited, "timed_out");
                    var holder = await held.HolderAsync(cancellationToken);
                    throw new LockNotObtainedException(
                        $"Another migrator is at work on {context.Target}{(holder is null ? "" : $": {holder}")}; it did not finish "
                            + $"within {context.Options.LockWait.TotalSeconds:0.#} s.",
                        "Let it finish, or stop it, then run the same command again; --lock-wait sets how long to wait.");
                }

                // One that has ended holds it until the server, which may be busy, has ended its session: nothing to report.
                if (waited >= Silence)
                {
                    var holder = await held.HolderAsync(cancellationToken);
                    context.Progress?.Report(new MigrationProgress.WaitingForLock(holder, waited));
                    if (!logged)
                        Log.WaitingForLock(context.Logger, context.Target, holder ?? "unknown");
                    logged = true;
                }

                await Task.Delay(
                    Backoff.Jittered(TimeSpan.FromMilliseconds(waited < Silence ? 20 : 200)), context.Time, cancellationToken);
            }

            Measure(context.Time.GetElapsedTime(begun), "taken");
            return held;
        }
        catch (Exception e)
        {
            await held.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested(); // However the driver words it, a stop is a stop.
            if (e is not MigrationException && context.Errors.TranslateError(e) is { } translated)
                throw translated;
            throw;
        }

        void Measure(TimeSpan waited, string outcome)
        {
            var instruments = Instruments.For(context.Target.Product);
            if (!instruments.LockWait.Enabled)
                return;
            var tags = DatabaseTags.Create(context.Target);
            tags.Add(instruments.Tag("outcome"), outcome);
            instruments.LockWait.Record(waited.TotalSeconds, tags);
        }
    }

    /// <summary>Exit code 0 means this: another connection saw the database where the plan ends.</summary>
    private async Task VerifyAsync(Plan plan, CancellationToken cancellationToken)
    {
        var historyState = await ReadAsync(cancellationToken);
        if (Unfinished(historyState, plan))
        {
            throw new UnexpectedDatabaseException(
                $"The backfill \"{historyState.Unfinished[0].Name}\" should be done now, but another look found that it is not.",
                "Run the same command again: it goes on with it.");
        }

        var state = historyState.State;
        if (state.Position == new AppliedPosition([.. plan.After.Select(r => r.Version)], InProgress: null)
            && historyState.AgreesWithCompanion)
            return;

        throw new UnexpectedDatabaseException(
            $"{context.Target} should be at {plan.To?.Id ?? "base"} now, but another look found it "
                + $"at {(state.Applied is [.., var last] ? last.Version.ToString() : "base")}.",
            $"Somebody else changed it meanwhile: look with {context.Target.Product.CommandName} current, then run the same command "
                + $"again.");
    }

    /// <summary>
    /// A relative target is counted from the revision that the plan was announced from. Counted again after another migrator's work,
    /// "+1" would be two revisions. An absolute target has no such check: what others did on the way to it is found done.
    /// </summary>
    private void RefuseMoved(HistoryState first, HistoryState now, Plan announced)
    {
        if (announced.Relative is not { } relative || first.State.Position.Versions.SequenceEqual(now.State.Position.Versions))
            return;

        var verb = announced.Kind == PlanKind.Up ? "upgrade" : "downgrade";
        throw new UnexpectedDatabaseException(
            $"\"{relative}\" was counted from {At(first)}, but another migrator has moved {context.Target} to {At(now)} meanwhile; "
            + "nothing was applied.",
            $"Look with {context.Target.Product.CommandName} current, then name the "
                + $"revision: {context.Target.Product.CommandName} {verb} <revision>.");

        static string At(HistoryState historyState)
            => historyState.State.Applied is [.., var last]
                ? historyState.Revisions.Find(last.Version)?.Id ?? last.Version.ToString()
                : "base";
    }

    private void Announce(HistoryState historyState, Plan plan)
    {
        if (plan.Records)
            Log.PlannedRecord(context.Logger, context.Target, historyState.Status.Place, plan.Recorded.Count, plan.Unrecorded.Count);
        else
            Log.Planned(context.Logger, context.Target, historyState.Status.Place, plan.Steps.Count);
        foreach (var revision in plan.Skipped)
            Log.Skipped(context.Logger, revision.Version, revision.Name);
        if (plan.Kind == PlanKind.Stamp && plan.Steps.Count > 0 && Unverified)
            Log.Unverified(context.Logger, context.Target, plan.To?.Id ?? "base");
        IReadOnlyList<NotRestored> notRestored = plan.Kind == PlanKind.Down ? [.. plan.Steps.SelectMany(RevisionSteps.NotRestored)] : [];
        foreach (var (revision, what) in notRestored)
            Log.NotRestored(context.Logger, revision.Version, what);
        foreach (var revision in plan.Edited)
            Log.Edited(context.Logger, revision.Version, revision.Name);
        context.Progress?.Report(new MigrationProgress.Planned(
            historyState.Status, plan.Steps, plan.Kind == PlanKind.Down, plan.IsBootstrap)
        {
            NotRestored = notRestored,
            Edited = plan.Edited,
            Recorded = plan.Recorded,
            Unrecorded = plan.Unrecorded,
            Skipped = plan.Skipped,
            To = plan.Records ? plan.To : null,
            Records = plan.Records,
            Unverified = plan.Kind == PlanKind.Stamp && Unverified,
        });
    }
}
