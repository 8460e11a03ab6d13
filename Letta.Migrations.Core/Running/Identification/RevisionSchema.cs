using Letta.Migrations.Schema;

namespace Letta.Migrations.Running.Identification;

/// <summary>What a revision, and those before it, make.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Outline">Its tables and columns.</param>
internal sealed record RevisionSchema(RevisionInfo Revision, DatabaseSchema Outline)
{
    /// <summary>All of it; null until somebody wanted to know.</summary>
    public DatabaseSchema? Schema { get; set; }
}
