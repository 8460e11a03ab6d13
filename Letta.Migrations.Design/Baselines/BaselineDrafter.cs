using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Baselines;

/// <summary>
/// Drafts the first revision of a history from a database that is there and has none: what makes the same of an empty one, tried out in a
/// shadow, up and back.
/// </summary>
/// <param name="runner">Says which database it is.</param>
/// <param name="time">The clock.</param>
internal sealed class BaselineDrafter(MigrationRunner runner, TimeProvider time)
{
    private readonly IDatabaseEngine _engine = DatabaseEngine.For(runner.Target, runner.Options.ForEngine(time));

    private bool OnPostgres => runner.Target is PostgresTarget;

    /// <summary>The draft, and what its reader has to know: what is left out, and what the draft makes in another way.</summary>
    /// <exception cref="ConfigurationException">The history has revisions already.</exception>
    /// <exception cref="UnexpectedDatabaseException">The database has a record of revisions, or nothing that one could make.</exception>
    /// <exception cref="RevisionFailedException">What was drafted cannot be carried out.</exception>
    /// <exception cref="PrerequisiteMissingException">The role may not make a shadow.</exception>
    public async Task<(Draft Draft, IReadOnlyList<string> Hints)> DraftAsync(CancellationToken cancellationToken)
    {
        await RequireNoHistoryAsync(cancellationToken);
        var actual = EfCoreRecord.LeaveOut(await _engine.ReadSchemaAsync(cancellationToken), DatabaseSchema.Empty);
        if (actual is { Tables.Count: 0, Views.Count: 0, Enums.Count: 0, Sequences.Count: 0 })
        {
            throw new UnexpectedDatabaseException(
                $"{runner.Target} has nothing that a revision could make.",
                $"Name the database that has the schema: {runner.Target.Product.Command("baseline")} -m \"…\" --connection <address>");
        }

        var beside = await _engine.LookAsync(
            processor => OnPostgres ? PostgresBesideTables.Read(processor, actual) : SqliteBesideTables.Read(processor, actual),
            cancellationToken);
        actual = actual with { Tables = [.. actual.Tables.Where(t => !beside.OtherTables.Contains(t.Name))] };
        var draft = Create(actual, beside);
        var differences = await TryAsync(draft, actual, cancellationToken);
        return (draft, [
            .. beside.LeftOut.Select(o => $"Left out: {o}."),
            .. SchemaComparison.Lines(differences).Select(line => $"Made in another way: {line.Trim()}."),
        ]);
    }

    private async Task RequireNoHistoryAsync(CancellationToken cancellationToken)
    {
        var product = runner.Target.Product;
        if (runner.Revisions.Head is { } head)
        {
            throw new ConfigurationException(
                $"The history has revisions already, up to {head.Id}: a baseline is the first.",
                $"A database that has the schema of one of them is recorded by: {product.Command("adopt")}");
        }

        var status = await runner.CurrentAsync(cancellationToken: cancellationToken);
        if (status.Unknown.Count > 0)
        {
            throw new UnexpectedDatabaseException(
                $"{runner.Target} has a record of revisions that are not here ({status.Unknown[0]} is one).",
                "Use the build that they are in.");
        }
    }

    private Draft Create(DatabaseSchema actual, BesideTables beside)
    {
        var guesses = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var declared = new DatabaseSchema([.. actual.Tables.Select(t => Declared(t, guesses))], actual.Enums, actual.Sequences);
        var types = DatabaseSchema.Empty with { Enums = declared.Enums };
        return new Draft(
            [
                .. Planner.Plan(DatabaseSchema.Empty, types, guesses),
                .. beside.First,
                .. Planner.Plan(types, declared, guesses),
                .. beside.Last,
            ],
            [
                .. beside.Gone,
                .. Planner.Plan(declared, types, guesses, back: true),
                .. beside.GoneLast,
                .. Planner.Plan(types, DatabaseSchema.Empty, guesses, back: true),
            ]);
    }

    /// <summary>A table in Postgres' terms, with what a draft has words for.</summary>
    private Table Declared(Table table, HashSet<object> guesses) => table with
    {
        // SQLite lets NULL into a key that does not forbid it; nobody relies on that, and Postgres never does.
        Columns = [.. table.Columns.Select(c => Declared(table.Key.Contains(c.Name) ? c with { Nullable = false } : c, guesses))],
        Constraints = [.. table.Constraints.Where(c => c is not OtherConstraint)],
        Triggers = [],
    };

    private Column Declared(Column column, HashSet<object> guesses)
    {
        if (OnPostgres)
            return column;
        var guess = (Column)SqliteGuess.Guess(column);
        if (SqliteGuess.IsDoubtful(column))
            guesses.Add(guess);
        return guess;
    }

    /// <summary>In what it makes the schema differ from what it was drafted from.</summary>
    private async Task<IReadOnlyList<Difference>> TryAsync(
        Draft draft, DatabaseSchema actual, CancellationToken cancellationToken)
    {
        await using var shadow = new DraftShadow(_engine);
        var made = await shadow.ChangeAsync(DatabaseSchema.Empty, [draft.Up, draft.Down], cancellationToken);
        if (SchemaComparison.Compare(DatabaseSchema.Empty, made[1]) is { Count: > 0 } left)
        {
            throw new RevisionFailedException(
                "The downgrade that was drafted leaves something behind; nothing was written.",
                string.Join('\n', SchemaComparison.Lines(left).Select(ControlCharacters.Escape)));
        }

        return
        [
            .. SchemaComparison.Compare(made[0], _engine.Align(actual, made[0]))
                .Where(d => !d.Object.StartsWith("constraint ", StringComparison.Ordinal) || OnPostgres),
        ];
    }
}
