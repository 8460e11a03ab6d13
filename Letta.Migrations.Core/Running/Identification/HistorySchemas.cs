using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running.Identification;

/// <summary>
/// What each revision of a history makes, found out in a shadow that is taken from the first revision to the last. To read a whole
/// catalog takes Postgres five times as long as to apply a revision, so that of most revisions only the tables and columns are read.
/// </summary>
internal sealed class HistorySchemas
{
    private readonly IDatabaseEngine _engine;
    private readonly List<RevisionSchema> _all = [];

    private HistorySchemas(IDatabaseEngine engine) => _engine = engine;

    /// <summary>The revisions, oldest first.</summary>
    public IReadOnlyList<RevisionSchema> All => _all;

    /// <summary>Why the newest revisions are not among them: one could not be applied here. Null if all are.</summary>
    public MigrationException? Failure { get; private set; }

    /// <param name="engine">The engine.</param>
    /// <param name="revisions">The history.</param>
    /// <param name="readWhole">Of which revisions the whole schema is read at once, by their outlines.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="PrerequisiteMissingException">There can be no shadow.</exception>
    public static async Task<HistorySchemas> ReadAsync(
        IDatabaseEngine engine, RevisionSet revisions, Func<DatabaseSchema, bool> readWhole, CancellationToken cancellationToken)
    {
        var schemas = new HistorySchemas(engine);
        try
        {
            await using var shadow = await RevisionShadow.OpenAsync(engine, cancellationToken);
            foreach (var revision in revisions.All)
            {
                await shadow.ApplyAsync([revision], cancellationToken);
                var outline = shadow.Shadow.ReadOutline();
                schemas._all.Add(new RevisionSchema(revision, outline) { Schema = readWhole(outline) ? shadow.Read() : null });
            }
        }
        catch (RevisionFailedException e)
        {
            schemas.Failure = e; // Where an extension is missing, for example: a database of this server is not beyond it.
        }
        catch (Exception e) when (e is not MigrationException && engine.Errors.TranslateError(e) is PrerequisiteMissingException missing)
        {
            schemas.Failure = missing;
        }

        return schemas;
    }

    /// <summary>Reads the whole schemas of further revisions, in another shadow.</summary>
    public async Task ReadWholeAsync(IReadOnlyCollection<RevisionInfo> wanted, CancellationToken cancellationToken)
    {
        if (wanted.Count == 0)
            return;

        await using var shadow = await RevisionShadow.OpenAsync(_engine, cancellationToken);
        foreach (var made in _all.TakeWhile(m => m.Revision.Number <= wanted.Max(w => w.Number)))
        {
            await shadow.ApplyAsync([made.Revision], cancellationToken);
            if (wanted.Contains(made.Revision))
                made.Schema = shadow.Read();
        }
    }
}
