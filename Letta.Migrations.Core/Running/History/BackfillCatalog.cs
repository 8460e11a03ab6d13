using FluentMigrator;
using Letta.Migrations.Authoring;
using Letta.Migrations.Backfills;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>The backfills that revisions declare, by name, each with the first revision that does.</summary>
internal static class BackfillCatalog
{
    /// <param name="revisions">The revisions, oldest first.</param>
    /// <param name="engine">Says which engine the revisions describe themselves for.</param>
    /// <exception cref="ConfigurationException">Two that differ have the same name.</exception>
    public static IReadOnlyList<(Backfill Backfill, RevisionInfo Revision)> Find(IEnumerable<RevisionInfo> revisions, IQuerySchema engine)
    {
        var found = new OrderedDictionary<string, (Backfill Backfill, RevisionInfo Revision)>(StringComparer.Ordinal);
        foreach (var revision in revisions.Where(r => r.Stock is null))
        {
            var steps = RevisionSteps.Collect(revision, PlanKind.Up, engine, schema: null).Changes;
            foreach (var backfill in steps.OfType<BackfillExpression>().Select(e => e.Backfill))
            {
                if (!found.TryAdd(backfill.Name, (backfill, revision)) && !found[backfill.Name].Backfill.Means(backfill))
                {
                    throw new ConfigurationException(
                        $"The backfill \"{backfill.Name}\" means something else in revision {revision.Id} than "
                            + $"in {found[backfill.Name].Revision.Id}.",
                        "Give one of them another name.");
                }
            }
        }

        return [.. found.Values];
    }

    /// <summary>The backfill of a name; null where no revision declares it.</summary>
    public static Backfill? Find(RevisionSet revisions, string name, IQuerySchema engine)
        => Find(revisions.All, engine).FirstOrDefault(b => b.Backfill.Name == name).Backfill;

    /// <summary>The backfill that a revision declares by a name; null if it does not.</summary>
    public static Backfill? Find(RevisionInfo revision, string name, IQuerySchema engine)
        => Find([revision], engine).Select(b => b.Backfill).FirstOrDefault(b => b.Name == name);

    /// <summary>A revision can only require what is declared before it.</summary>
    /// <exception cref="ConfigurationException">It is not.</exception>
    public static void Check(RevisionInfo revision, IEnumerable<string> required, RevisionSet revisions, IQuerySchema engine)
    {
        var before = Find(revisions.All.Take(revision.Number - 1), engine).Select(b => b.Backfill.Name).ToHashSet(StringComparer.Ordinal);
        if (required.FirstOrDefault(name => !before.Contains(name)) is { } missing)
        {
            throw new ConfigurationException(
                $"Revision {revision.Id} ({revision.Name}) requires the backfill \"{missing}\", which no revision before it declares.",
                "Name one that does: Requires(\"…\").");
        }
    }
}
