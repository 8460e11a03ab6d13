using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>Where Alembic says that a database is which nobody has adopted yet.</summary>
internal static class AlembicHead
{
    /// <summary>The revision of the history that <c>alembic_version</c> names.</summary>
    /// <exception cref="UnexpectedDatabaseException">It names none, more than one, or one that this build does not know.</exception>
    public static RevisionInfo Of(Standing standing)
    {
        var (target, ids) = (standing.Status.Target, standing.State.AlembicIds ?? []);
        if (ids is [var id])
        {
            return standing.Revisions.All.FirstOrDefault(r => string.Equals(r.AlembicId, id, StringComparison.Ordinal))
                ?? throw new UnexpectedDatabaseException(
                    $"{target} is at {id} by \"alembic_version\", which this build does not know.",
                    "If a newer Letta brought it there, adopt it with a build that has that revision; letta history lists those of this one.");
        }

        if (ids.Count > 1)
        {
            throw new UnexpectedDatabaseException(
                $"{target} has {ids.Count} heads in \"alembic_version\": {string.Join(", ", ids)}.",
                "Find out with alembic history which of them the schema is at, delete the other rows, then run the same command again.");
        }

        if (standing.State.OtherTable is null)
            throw new UnexpectedDatabaseException($"{target} is empty: there is nothing to adopt.", "Bring it to head: letta upgrade");

        throw new UnexpectedDatabaseException(
            $"{target} has tables (\"{standing.State.OtherTable}\" is one), but {(standing.State.AlembicIds is null ? "no \"alembic_version\"" : "nothing in \"alembic_version\"")} "
            + "to tell which revision they are at.",
            "If they are Letta's and you know the revision, record it: letta stamp <revision>. Otherwise use an empty database or another schema.");
    }
}
