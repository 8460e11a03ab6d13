using System.Data.Common;
using Letta.Migrations.Authoring;
using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Orphans;
using Letta.Migrations.Errors;
using Letta.Migrations.Running.Checksums;
using Letta.Migrations.Running.Conditions;

namespace Letta.Migrations.Running;

/// <summary>
/// Applies a plan: a revision in one transaction; one with TransactionBehavior.None step by step, each with a marker, so that a run that
/// was killed in it is resumed where it was; and all revisions that an empty database is filled with in one transaction.
/// </summary>
/// <param name="context">What the run works with.</param>
/// <param name="revisions">The history.</param>
/// <param name="executor">Commits one transaction after the other.</param>
/// <param name="checksums">What the ledger says of a revision that is applied.</param>
/// <param name="inline">Carries out what an upgrade does not go on without.</param>
internal sealed class RevisionApplier(
    RunContext context, RevisionSet revisions, TransactionExecutor executor, RevisionChecksums checksums, InlineBackfills inline)
{
    /// <summary>What an adoption compares with; null for any other plan.</summary>
    public Adoption? Adoption { get; init; }

    /// <summary>What a stamp compares with; null for any other plan.</summary>
    public StampCheck? Stamp { get; init; }

    /// <summary>The steps of an upgrade; null for any other plan.</summary>
    public StepPrefetch? Ahead { get; init; }

    private readonly RevisionBackfills _backfills = new(context.Target.Product, context.Logger, context.Time);
    private readonly Dictionary<RevisionInfo, IReadOnlyList<string>> _required = [];
    private readonly OrphanLedger _orphans = new(context.Target.Product.Tables.Orphan, context.Progress, context.Logger, context.Time);
    private IReadOnlyList<RevisionSteps> _steps = [];

    /// <summary>The backfills that the applied revisions put off.</summary>
    public IReadOnlyList<DueBackfill> Due => _backfills.Due;

    /// <summary>The rows that referred to no row, and what was done with them.</summary>
    public IReadOnlyList<ResolvedOrphans> Resolved => _orphans.All;

    /// <summary>The revisions whose conditions on rows could only be asked when they began.</summary>
    public IReadOnlyList<RevisionInfo> AskedLater { get; private set; } = [];

    /// <summary>Applies every unit of the plan; what was committed is added to <paramref name="applied"/> as it happens.</summary>
    public async Task ApplyAsync(Plan plan, List<AppliedRevision> applied, CancellationToken cancellationToken)
    {
        await PreflightAsync(plan, cancellationToken);
        await AskConditionsAsync(plan, cancellationToken);
        foreach (var unit in ApplyUnit.Divide(plan))
        {
            if (!unit.IsBootstrap && _required.TryGetValue(unit.Revision, out var required))
                await inline.RequireAsync(required, unit.Before, cancellationToken);
            var reporter = new UnitReporter(unit, applied.Count, plan.Steps.Count, checksums, context);
            if (unit.Stepwise)
                await ApplyStepwiseAsync(unit, reporter, cancellationToken);
            else if (unit.IsBootstrap)
                await FillAsync(unit, reporter, cancellationToken);
            else if (unit.Recorded)
                await RecordAsync(unit, reporter, cancellationToken);
            else
                await ApplyOneAsync(unit, reporter, cancellationToken);
            applied.AddRange(reporter.Committed());
            _orphans.Committed();
            if (_backfills.Tell(carriesOut: !unit.Recorded))
                await inline.FinishAsync(unit.After, cancellationToken);
        }
    }

    /// <summary>Nothing is begun that a missing permission would stop in the middle of the history.</summary>
    private async Task PreflightAsync(Plan plan, CancellationToken cancellationToken)
    {
        var session = await executor.SessionAsync(cancellationToken);
        if (Ahead is not null)
            _steps = await Ahead.OfAsync(plan, session);
        else if (plan.Kind == PlanKind.Down)
            _steps = [
                .. plan.Steps.Select(r => r.Stock is null ? RevisionSteps.Collect(r, PlanKind.Down, session) : RevisionSteps.Unknown)
            ];
        foreach (var (revision, changes) in plan.Steps.Zip(Ahead is null ? [] : _steps, (revision, step) => (revision, step.Changes)))
        {
            if (changes.OfType<RequiresExpression>().Select(r => r.Backfill).ToList() is { Count: > 0 } required)
            {
                BackfillCatalog.Check(revision, required, revisions, session.Processor);
                _required[revision] = required;
            }
        }

        try
        {
            session.Preflight(Ahead is null ? [] : _steps.SelectMany(s => s.Changes));
        }
        catch (DbException e)
        {
            throw context.Errors.TranslateError(e) ?? new RevisionFailedException(
                $"What the revisions need could not be looked up: {context.Errors.Describe(e).TrimEnd('.')}.",
                "Run the same command again.",
                e);
        }
    }

    /// <summary>Nothing is begun that rows would stop in the middle of the history, as far as that can be known before.</summary>
    private async Task AskConditionsAsync(Plan plan, CancellationToken cancellationToken)
    {
        var conditions = Conditions();
        if (!conditions.IsNeeded(context.Engine.EnforcesForeignKeys))
            return;
        if (context.Options.ResolveOrphans && plan.Kind == PlanKind.Up)
            await ResolveOrphansAsync();
        else
            await executor.LookAsync(plan.Steps[0], Ask, cancellationToken);

        AskedLater = conditions.Later;
        if (AskedLater.Count > 0)
        {
            Log.AskedLater(context.Logger, string.Join(", ", AskedLater.Select(r => r.Version)));
            context.Progress?.Report(new MigrationProgress.AskedLater(AskedLater));
        }

        if (conditions.Refusals.Count > 0)
            throw RowRefusal.Error(conditions.Refusals);

        ConditionsAhead Conditions()
            => new(
                plan,
                _steps,
                context.Options.AcceptLoss,
                name => BackfillCatalog.Find(revisions, name, OfflineSchema.For(context.Target)));

        bool Ask(RevisionProcessor processor)
        {
            conditions = Conditions(); // All is asked again where a table was locked for too long.
            conditions.Ask(processor);
            return true;
        }

        // With what is asked in the same transaction: where something else is refused, no row is touched.
        async Task ResolveOrphansAsync()
        {
            var copies = 0L;
            var unit = new ApplyUnit(plan.Kind, plan.Before, [plan.Steps[0]], plan.Before);
            var here = unit.From(plan.InProgress);
            var transaction = new RevisionTransaction(unit, here, here, work => work.RunAsync(session =>
            {
                conditions = Conditions();
                conditions.Ask(session.Processor);
                if (conditions.Refusals.Count > 0)
                    throw RowRefusal.Error(conditions.Refusals);
                _orphans.Record(plan.Steps[0], session);
                copies = OrphanRows.Copies(session.Processor);
            }))
            {
                Left = "no row was touched",
            };
            await executor.CommitAsync(transaction, cancellationToken);
            if (await context.Engine.LookAsync(OrphanRows.Copies, cancellationToken) < copies)
                throw new DatabaseUnreachableException(
                    "The connection broke when orphans were resolved, and they were not.", "Run the same command again.");
            _orphans.Committed();
        }
    }

    private async Task ApplyOneAsync(ApplyUnit unit, UnitReporter reporter, CancellationToken cancellationToken)
    {
        reporter.Started(unit.Revision);
        var transaction = new RevisionTransaction(unit, unit.From(), unit.To, work => work.RunAsync(session =>
        {
            _ = CarryOut(unit, unit.Revision, reporter, session); // Ends at once.
            session.Store.Record(reporter.Entry(unit.Revision));
            RecordCompanion(unit, session.Store);
        }));
        await executor.CommitAsync(transaction, cancellationToken);
        reporter.Finished(unit.Revision);
    }

    /// <summary>Fills an empty database: revision by revision, but with one commit.</summary>
    private Task FillAsync(ApplyUnit unit, UnitReporter reporter, CancellationToken cancellationToken)
    {
        var transaction = new RevisionTransaction(unit, unit.From(), unit.To, work => work.RunAsync(session =>
        {
            session.Processor.IsBootstrap = true;
            var fill = new BootstrapRun(unit, reporter, work, context.Time);
            fill.Run(revision => CarryOut(unit, revision, reporter, session));
            session.Processor.IsBootstrap = false;
            session.Store.RecordAll(fill.Entries);
            RecordCompanion(unit, session.Store);
        }));
        return executor.CommitAsync(transaction with { Left = "nothing was applied: the database is empty" }, cancellationToken);
    }

    /// <summary>
    /// Records revisions that are there: those of a stamp, and of an adoption, which also finishes the one that the other tool began.
    /// </summary>
    private async Task RecordAsync(ApplyUnit unit, UnitReporter reporter, CancellationToken cancellationToken)
    {
        reporter.Started(unit.Revision);
        var transaction = new RevisionTransaction(unit, unit.From(), unit.To, work => work.RunAsync(session =>
        {
            Adoption?.CarryOut(session, context.Time.GetUtcNow());
            Stamp?.CarryOut(session, context.Time.GetUtcNow());
            _orphans.Record(unit.Revisions[^1], session);
            reporter.Loses(unit.Revisions[^1], session.Processor.TakeLosses());
            foreach (var revision in unit.Revisions)
            {
                var (was, stays) = (unit.Before.Contains(revision), unit.After.Contains(revision));
                var entry = reporter.Entry(revision);
                if (revision == Adoption?.Finished)
                    entry = entry with { Direction = "up" };
                else if (was && !stays)
                    entry = entry with { Name = $"{revision.Name} (taken out of the record)" };
                if (was && stays)
                    session.Store.Note(entry); // Its version is recorded; what it does now is not.
                else
                    session.Store.Record(entry);
                if (!stays)
                    RevisionBackfills.Forget(revision, session.Processor);
                else if (!was && Stamp is not null)
                    _backfills.RecordWaiting(revision, session);
            }

            _backfills.Record(unit.Revision, session.Processor);
            RecordCompanion(unit, session.Store);
        }))
        {
            Left = "nothing was recorded",
        };
        await executor.CommitAsync(transaction, cancellationToken);
        foreach (var revision in unit.Revisions)
            reporter.Finished(revision);
    }

    /// <summary>
    /// Each step in a transaction of its own, together with the marker that says so. What no transaction can hold goes before its marker,
    /// and is repeatable; there is a marker before it, so that nobody takes a database for clean in which it was stopped. The last step
    /// takes the marker away and records the revision.
    /// </summary>
    private async Task ApplyStepwiseAsync(ApplyUnit unit, UnitReporter reporter, CancellationToken cancellationToken)
    {
        reporter.Started(unit.Revision);
        var steps = Divide(unit, await executor.SessionAsync(cancellationToken));
        var (marker, asks) = (unit.InProgress, unit.Revision.Stock is not null);
        if (marker is not null && asks)
            steps = LeftOf(steps, marker);
        if (marker is not null && marker.Total != steps.Count)
            throw Edited(unit, marker, steps.Count);

        if (marker is not null)
            reporter.Stepped(marker.Done, steps.Count);
        else if (steps[0].Alone)
            await CommitAsync(unit.Marker(0, steps.Count), alone: false, Check);

        for (var done = marker?.Done ?? 0; done < steps.Count; done++)
        {
            var (step, last) = (done, done + 1 == steps.Count);
            await CommitAsync(last ? null : unit.Marker(done + 1, steps.Count), steps[step].Alone, session =>
            {
                if (marker is null)
                    Check(session);
                if (unit.Kind == PlanKind.Down)
                    RevisionBackfills.Forget(unit.Revision, session.Processor);
                // To ask again what there is would leave out what was just done, and every step would be another.
                foreach (var expression in (asks ? steps : Divide(unit, session))[step].Expressions)
                    expression.ExecuteWith(session.Processor);
                session.Finish();
                _backfills.Record(unit.Revision, session.Processor);
                if (!last)
                    return;

                session.Store.Record(reporter.Entry(unit.Revision) with { Losses = [] });
                RecordCompanion(unit, session.Store);
            });
        }

        reporter.Finished(unit.Revision);

        void Check(IRevisionSession session)
        {
            var (conditions, changes) = RevisionSteps.Collect(unit.Revision, unit.Kind, session);
            ConditionsAhead.ResolveNew(unit.Revision, changes, session.Processor);
            _orphans.Record(unit.Revision, session);
            foreach (var condition in conditions)
                condition.ExecuteWith(session.Processor);
            reporter.Loses(unit.Revision, session.Processor.TakeLosses());
            session.Store.RecordLosses(reporter.Entry(unit.Revision));
        }

        async Task CommitAsync(StepCheckpoint? next, bool alone, Action<IRevisionSession> carryOut)
        {
            var to = next is null ? unit.To : unit.From(next);
            var transaction = new RevisionTransaction(unit, unit.From(marker), to, work => work.RunAsync(session =>
            {
                carryOut(session);
                if (marker is not null || next is not null)
                    session.Store.Mark(next);
            }))
            {
                Transactional = !alone,
                Left = marker is null
                    ? "nothing of this revision was applied"
                    : $"it goes on with step {marker.Done + 1} of {marker.Total}",
            };
            await executor.CommitAsync(transaction, cancellationToken);
            marker = next;
            if (next is { Done: > 0 })
                reporter.Stepped(next.Done, next.Total);
        }
    }

    /// <summary>Nothing where the history has no foreign ids: a companion record beside it is somebody else's.</summary>
    private void RecordCompanion(ApplyUnit unit, IRevisionStore store)
    {
        if (revisions.HasForeignIds)
            store.RecordCompanion(CompanionStatus.HeadOf(unit.After));
    }

    private static IReadOnlyList<RevisionStep> Divide(ApplyUnit unit, IRevisionSession session)
        => session.Divide(RevisionSteps.Collect(unit.Revision, unit.Kind, session).Changes, inUse: true);

    /// <summary>Ends when it is carried out: at once, or while the next one is written down.</summary>
    private Task CarryOut(ApplyUnit unit, RevisionInfo revision, UnitReporter reporter, IRevisionSession session)
    {
        var (conditions, changes) = Ahead?.Take(revision, unit.Kind, session) ?? RevisionSteps.Collect(revision, unit.Kind, session);
        if (!revision.Transactional)
            changes = session.Divide(changes, inUse: false)[0].Expressions;
        if (unit.Kind == PlanKind.Down)
            RevisionBackfills.Forget(revision, session.Processor);
        if (!unit.IsBootstrap)
        {
            ConditionsAhead.ResolveNew(revision, changes, session.Processor);
            _orphans.Record(revision, session);
        }

        foreach (var expression in conditions.Concat(changes))
            expression.ExecuteWith(session.Processor);
        var done = Task.CompletedTask;
        if (unit.IsBootstrap)
            done = session.HandOver();
        else
            session.Finish();
        reporter.Loses(revision, session.Processor.TakeLosses());
        _backfills.Record(revision, session.Processor);
        return done;
    }

    /// <summary>
    /// The steps of a migration that is resumed and asks what there is, each in its old place: what is done, it may have left out, and what
    /// is left are its last steps. In place of the others stands nothing.
    /// </summary>
    private static IReadOnlyList<RevisionStep> LeftOf(IReadOnlyList<RevisionStep> steps, StepCheckpoint marker)
        => [
            .. Enumerable.Range(steps.Count - marker.Total, marker.Total).Select(i => i < 0 ? new RevisionStep([]) : steps[i])
        ];

    private static UnexpectedDatabaseException Edited(ApplyUnit unit, StepCheckpoint marker, int steps)
        => new(
            $"Revision {unit.Revision.Id} ({unit.Revision.Name}) was begun with {marker.Total} steps, {marker.Done} of which are done, but "
                + $"has {steps} in this build: "
            + "it was edited meanwhile.",
            "Finish it with the build that began it.")
        {
            At = unit.At,
        };
}
