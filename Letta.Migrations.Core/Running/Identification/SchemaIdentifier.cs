using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running.Identification;

/// <summary>
/// Says which revision of a history a schema is, where nothing records it: the schema is compared with what each revision makes. Only
/// revisions with the same tables and columns are compared in all; if none of them is the one, those are too that cannot be ruled out as
/// the nearest.
/// </summary>
internal static class SchemaIdentifier
{
    /// <summary>
    /// How many more differences than those of its tables and columns the nearest revision may have, to be found at once.
    /// </summary>
    private const int Expected = 3;

    /// <summary>Looks at the database, and applies the history in a shadow; a second time if no revision makes its schema.</summary>
    /// <exception cref="PrerequisiteMissingException">There can be no shadow.</exception>
    /// <exception cref="MigrationException">No revision makes this schema, and some could not be looked at.</exception>
    public static async Task<IdentifiedSchema> IdentifyAsync(
        IDatabaseEngine engine, RevisionSet revisions, CancellationToken cancellationToken)
    {
        var actual = await engine.ReadSchemaAsync(cancellationToken);
        var tables = SchemaOutline.Reduce(actual);
        try
        {
            var history = await HistorySchemas.ReadAsync(
                engine, revisions, outline => engine.AdoptionRules.Compare(outline, tables).Count == 0, cancellationToken);
            return await IdentifyAsync(actual, history, engine.AdoptionRules, cancellationToken);
        }
        catch (PrerequisiteMissingException e)
        {
            throw new PrerequisiteMissingException(
                e.What,
                $"{MessageText.FromString(e.Next)}\nOr, if you know the revision, adopt it without "
                    + $"comparing: {engine.Target.Product.CommandName} adopt <revision> --accept-drift",
                e);
        }
    }

    /// <summary>The same for a schema and a history that were looked at before.</summary>
    public static async Task<IdentifiedSchema> IdentifyAsync(
        DatabaseSchema actual, HistorySchemas history, IAdoptionRules rules, CancellationToken cancellationToken)
    {
        List<RevisionCandidate> all = [.. history.All.Select(made => new RevisionCandidate(made, rules, actual))];
        var matches = await MatchesAsync(all, history, cancellationToken);
        if (matches.Count > 0)
            return new IdentifiedSchema(matches, Nearest: null);
        if (history.Failure is { } failure)
            throw failure;
        if (all.TrueForAll(c => c.TablesThere == 0))
            return new IdentifiedSchema([], Nearest: null);

        var nearest = await NearestAsync(all, history, cancellationToken);
        return nearest.TablesThere * 2 < nearest.Tables
            ? new IdentifiedSchema([], Nearest: null)
            : new IdentifiedSchema([], nearest.Revision) { Differences = nearest.Differences };
    }

    /// <summary>
    /// The revisions without a difference. Where the same may be built in several ways, those that build it as the database has it come
    /// before the others.
    /// </summary>
    private static async Task<IReadOnlyList<RevisionMatch>> MatchesAsync(
        List<RevisionCandidate> all, HistorySchemas history, CancellationToken cancellationToken)
    {
        var possible = all.FindAll(c => c.AtLeast == 0);
        await ReadAsync(possible, history, cancellationToken);
        List<RevisionMatch> matches =
            [.. possible.Where(c => c.Differences.Count == 0).Select(c => new RevisionMatch(c.Revision, c.Details))];
        return matches.Exists(m => m.Details == 0) ? matches.FindAll(m => m.Details == 0) : matches;
    }

    /// <summary>
    /// The revision with the fewest differences, then with the fewest details built in another way; of several the newest.
    /// </summary>
    private static async Task<RevisionCandidate> NearestAsync(
        List<RevisionCandidate> all, HistorySchemas history, CancellationToken cancellationToken)
    {
        var limit = all.Min(c => c.AtLeast) + Expected;
        while (true)
        {
            await ReadAsync(all.FindAll(c => c.AtLeast <= limit), history, cancellationToken);
            var nearest = all.Where(c => c.IsRead)
                .OrderBy(c => c.Differences.Count).ThenBy(c => c.Details).ThenByDescending(c => c.Revision.Number)
                .First();
            if (all.TrueForAll(c => c.IsRead || c.AtLeast > nearest.Differences.Count))
                return nearest;
            limit = nearest.Differences.Count;
        }
    }

    private static Task ReadAsync(List<RevisionCandidate> candidates, HistorySchemas history, CancellationToken cancellationToken)
        => history.ReadWholeAsync([.. candidates.Where(c => !c.IsRead).Select(c => c.Revision)], cancellationToken);
}
