using Letta.Migrations.Engines;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running;

/// <summary>
/// Compares a database with what revisions make. Tables, enums and sequences of others, which no revision of the history ever makes, are
/// none of its business.
/// </summary>
internal static class HistoryComparison
{
    /// <param name="engine">The engine of both.</param>
    /// <param name="made">What the revisions make.</param>
    /// <param name="actual">What there is.</param>
    /// <param name="named">The names of all that revisions of the history ever make.</param>
    public static IReadOnlyList<Difference> Compare(
        IDatabaseEngine engine, DatabaseSchema made, DatabaseSchema actual, IReadOnlySet<string> named)
        =>
        [
            .. SchemaComparison.Compare(made, engine.Align(actual, made))
                .Where(d => d is not { Kind: DifferenceKind.Extra, Table: null } || named.Contains(d.Name)),
        ];
}
