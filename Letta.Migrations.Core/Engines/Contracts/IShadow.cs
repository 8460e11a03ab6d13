using FluentMigrator.Expressions;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines;

/// <summary>
/// An empty database of the same kind beside the real one, in which revisions are carried out to see what they make. Nothing of it is ever
/// committed: it is gone when it is disposed of, or when this process is.
/// </summary>
internal interface IShadow : IStepTarget, IAsyncDisposable
{
    /// <summary>Carries out one revision's steps; what would be done while others work is done plainly, for there are none.</summary>
    void CarryOut(IEnumerable<IMigrationExpression> steps);

    /// <summary>Takes back whatever was carried out, and whatever failed: it is empty again.</summary>
    void Clear();

    /// <summary>What the revisions made so far.</summary>
    DatabaseSchema Read();

    /// <summary>The tables that the revisions made so far, and their columns, without anything else about them.</summary>
    DatabaseSchema ReadOutline();
}
