using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>Refuses the record of a backfill that is not done and that nobody could carry out.</summary>
internal static class UnknownBackfill
{
    /// <exception cref="UnknownValueException">No revision of this build declares it, and no other build's can.</exception>
    public static void Refuse(StoredBackfill backfill, RevisionSet revisions, DatabaseTarget target, HashSet<long> applied)
    {
        if (revisions.Find(backfill.Version) is not { } revision)
        {
            if (applied.Contains(backfill.Version))
                return; // A revision of another build's, of which more is said than that it has a backfill.

            throw Refused(
                backfill,
                target,
                $"which is of revision {backfill.Version}; that revision is neither applied nor known to this build.",
                "If a newer build wrote it, run that build;");
        }

        if (BackfillCatalog.Find(revision, backfill.Name, OfflineSchema.For(target)) is null)
        {
            throw Refused(
                backfill,
                target,
                $"but its revision {revision.Id} ({revision.Name}) declares no such backfill in this build.",
                $"If another build of that revision wrote it, finish it with that build: {target.Product.CommandName} backfill run "
                    + $"<name>;");
        }
    }

    private static UnknownValueException Refused(StoredBackfill backfill, DatabaseTarget target, string what, string next)
        => new(
            target.Product.Tables.Backfills,
            backfill.Row.Key,
            $"The table \"{target.Product.Tables.Backfills}\" has the row {backfill.Row.Key}, {what}",
            $"{next} if somebody wrote it by hand, delete that row. Then run the same command again. Nothing was changed.");
}
