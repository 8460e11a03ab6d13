using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>
/// The entry point from a model to a revision. The database must be at head; the model and the history are made in a shadow, everything is
/// read with the same reader and compared; what is drafted is tried out in a shadow, up and back, before anybody gets to see it.
/// </summary>
/// <param name="runner">Says which database it is, and where it is.</param>
/// <param name="time">The clock.</param>
internal sealed class Autogenerator(MigrationRunner runner, TimeProvider time)
{
    private readonly IDatabaseEngine _engine = DatabaseEngine.For(runner.Target, runner.Options.ForEngine(time));

    /// <summary>
    /// Postgres keeps everything that a revision can say; SQLite keeps no enum, no sequence and no comment, and few types.
    /// </summary>
    private bool Complete => runner.Target is Engines.Postgres.PostgresTarget;

    /// <summary>The command that shows what differs.</summary>
    private string Check => runner.Target.Product.Command("check");

    /// <summary>What differs between the model and the database. Writes nothing.</summary>
    /// <exception cref="UnexpectedDatabaseException">The database is not at head.</exception>
    /// <exception cref="DatabaseUnreachableException">The database went away.</exception>
    public Task<ModelCheck> CheckAsync(DatabaseSchema model, IReadOnlyList<string> excluded, CancellationToken cancellationToken)
        => ReachedAsync(() => CheckReachedAsync(model, excluded, cancellationToken), cancellationToken);

    private async Task<ModelCheck> CheckReachedAsync(
        DatabaseSchema model, IReadOnlyList<string> excluded, CancellationToken cancellationToken)
    {
        await RequireHeadAsync(cancellationToken);
        try
        {
            await using var shadow = new DraftShadow(_engine);
            var (comparison, _, _)
                = await PrepareAsync(shadow, model, AutogenerateOptions.None with { Excluded = excluded }, cancellationToken);
            return new ModelCheck(comparison.Differences, comparison.Notes);
        }
        catch (PrerequisiteMissingException e)
        {
            var actual = await _engine.ReadSchemaAsync(cancellationToken);
            return PlainComparison.Check(model, actual, excluded, Check) with { Unseen = e.What };
        }
    }

    /// <summary>What a revision has to say that makes the database what the model says; null if nothing differs.</summary>
    /// <exception cref="UnexpectedDatabaseException">The database is not at head.</exception>
    /// <exception cref="RevisionFailedException">What was drafted does not do it.</exception>
    /// <exception cref="DatabaseUnreachableException">The database went away.</exception>
    public Task<(ModelCheck Check, Draft? Draft)> DraftAsync(
        DatabaseSchema model, AutogenerateOptions asked, CancellationToken cancellationToken)
        => ReachedAsync(() => DraftReachedAsync(model, asked, cancellationToken), cancellationToken);

    private async Task<(ModelCheck Check, Draft? Draft)> DraftReachedAsync(
        DatabaseSchema model, AutogenerateOptions asked, CancellationToken cancellationToken)
    {
        await RequireHeadAsync(cancellationToken);
        await using var shadow = new DraftShadow(_engine);
        var (comparison, renames, before) = await PrepareAsync(shadow, model, asked, cancellationToken);
        NameClash.Refuse(model, comparison.To);
        var check = new ModelCheck(comparison.Differences, comparison.Notes);
        var draft = Draft.Create(comparison, renames);
        if (draft.IsEmpty)
            return (check, null);

        await TryAsync(shadow, before, comparison, draft, cancellationToken);
        return (check, draft);
    }

    /// <summary>Whatever was being asked when the database went away, that is what is reported.</summary>
    private async Task<T> ReachedAsync<T>(Func<Task<T>> look, CancellationToken cancellationToken)
    {
        try
        {
            return await look();
        }
        catch (Exception e) when (e is not (MigrationException or OperationCanceledException) && _engine.Errors.IsTransient(e))
        {
            cancellationToken.ThrowIfCancellationRequested(); // However the driver words it, a stop is a stop.
            throw _engine.Errors.TranslateError(e) ?? e;
        }
    }

    private async Task RequireHeadAsync(CancellationToken cancellationToken)
    {
        var status = await runner.CurrentAsync(cancellationToken: cancellationToken);
        if (status.Refusal is { } refusal && status.Head is not null) // Without a revision there is nothing that a record could lack.
            throw new UnexpectedDatabaseException(refusal.What, refusal.Next);
        if (status.Pending.Count > 0 || status.Unknown.Count > 0 || status.InProgress is not null)
        {
            throw new UnexpectedDatabaseException(
                $"Target database is not up to date: {runner.Target} is at {status.Current?.Id ?? "base"}, and head "
                    + $"is {status.Head?.Id ?? "base"}.",
                $"Bring it to head first: {runner.Target.Product.CommandName} upgrade head");
        }
    }

    private async Task<(ModelComparison Comparison, Renames Renames, DatabaseSchema Before)> PrepareAsync(
        DraftShadow shadow, DatabaseSchema model, AutogenerateOptions asked, CancellationToken cancellationToken)
    {
        // First, and over before the shadow is opened: a pooler may have a single session for us.
        var actual = await _engine.ReadSchemaAsync(cancellationToken);
        var expected = await shadow.MakeAsync(model, cancellationToken);
        var history = await HistoryAsync(shadow, cancellationToken);
        actual = _engine.Align(actual, history.Reflected);
        var excluded = new Exclusions(asked.Excluded);
        excluded.RequireKnown(Check, expected.Declared, expected.Reflected, history.Declared, actual);
        if (!Complete)
            actual = actual with
            {
                Tables = [
                    .. actual.Tables.Where(
                        t => model.Table(t.Name) is not null || runner.Target.Product.Companion?.IsItsOwn(t.Name) != true)
                ]
            };
        var drops = asked.Drops.ToHashSet(StringComparer.Ordinal);
        foreach (var drop in drops.Where(d => actual.Table(d) is null || expected.Reflected.Table(d) is not null))
        {
            throw new ConfigurationException(
                $"--drop {drop} cannot "
                    + $"be: {(actual.Table(drop) is null ? "there is no such table in the database" : "the model has that table")}.",
                $"See what differs with: {Check}");
        }

        var known = history.Declared.Tables.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var scope = new ComparisonScope(excluded, known, drops);
        var comparison = new ModelComparison(expected, history, actual, Complete, scope);
        var before = comparison.From;
        var renames = Renames.Parse(asked.Renames, before, model, Check);
        if (renames.Any)
        {
            // From here on the database is what it is after the renames.
            var renamed = SchemaStateBuilder.After(before, DeclaredSteps(renames.Forward, OfflineSchema.Postgres));
            var made = await shadow.ChangeAsync(before, [[.. renames.Forward]], cancellationToken);
            comparison = new ModelComparison(
                expected,
                new SchemaPair(renamed, made[0]),
                made[0],
                Complete,
                scope with
                {
                    Known = known.Select(t => renames.Tables.FirstOrDefault(r => r.From == t).To ?? t).ToHashSet(StringComparer.Ordinal),
                });
        }

        return (comparison, renames, before);
    }

    /// <summary>Nothing is written that would not work.</summary>
    private async Task TryAsync(
        DraftShadow shadow, DatabaseSchema before, ModelComparison comparison, Draft draft, CancellationToken cancellationToken)
    {
        var from = (await shadow.MakeAsync(before, cancellationToken)).Reflected;
        var made = await shadow.ChangeAsync(before, [draft.Up, draft.Down], cancellationToken);
        var wanted = comparison.Expected.Reflected;
        if (SchemaComparison.Compare(wanted, made[0]).Count > 0) // There is more in the database than in the model.
            wanted = (await shadow.MakeAsync(comparison.To, cancellationToken)).Reflected;
        IReadOnlyList<Difference> wrong = [.. SchemaComparison.Compare(wanted, made[0]), .. SchemaComparison.Compare(from, made[1])];
        if (wrong.Count > 0)
        {
            throw new RevisionFailedException(
                "The revision that was drafted does not make of the database what the model says, up and back; nothing was written.",
                string.Join('\n', SchemaComparison.Lines(wrong).Select(ControlCharacters.Escape))
                    + $"\nWrite it by hand: {runner.Target.Product.CommandName} revision -m \"…\"");
        }
    }

    /// <summary>
    /// What the history says. Where SQL of its own did what no step says, the rest may not fit together any more: then the database
    /// speaks for itself, and what is known is the names of the tables.
    /// </summary>
    private async Task<SchemaPair> HistoryAsync(DraftShadow shadow, CancellationToken cancellationToken)
    {
        var said = SchemaStateBuilder.Build(runner.Revisions.All);
        try
        {
            return await shadow.MakeAsync(said, cancellationToken);
        }
        catch (RevisionFailedException)
        {
            return new SchemaPair(said, DatabaseSchema.Empty);
        }
    }

    private static IEnumerable<FluentMigrator.Expressions.IMigrationExpression> DeclaredSteps(
        IEnumerable<Operation> operations, OfflineSchema engine)
        => RevisionSteps.Collect(DraftRevision.Describe([.. operations]), PlanKind.Up, engine, schema: null).All;
}
