namespace Letta.Migrations.Running.Identification;

/// <summary>A revision whose schema a database has.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Details">
/// In how many places the database has the same built in another way, which an adoption brings into shape: none on Postgres, where there
/// is one way only.
/// </param>
internal sealed record RevisionMatch(RevisionInfo Revision, int Details);
