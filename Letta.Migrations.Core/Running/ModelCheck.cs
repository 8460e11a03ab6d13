using Letta.Migrations.Schema;

namespace Letta.Migrations.Running;

/// <summary>What a model and a database have to say of each other.</summary>
/// <param name="Differences">What differs.</param>
/// <param name="Unknown">What is in the database, and neither the model nor the history knows it: it is left alone.</param>
/// <param name="Unseen">What could not be compared, and why; null if everything was.</param>
internal sealed record ModelCheck(IReadOnlyList<Difference> Differences, IReadOnlyList<string> Unknown, string? Unseen = null)
{
    /// <summary>What the reader of a revision that was drafted from this should know.</summary>
    public IReadOnlyList<string> Hints =>
    [
        .. Differences.Where(
            d => d is { Kind: DifferenceKind.Extra, Table: null } && d.Object.StartsWith("table ", StringComparison.Ordinal))
            .Select(d => $"The model has no {d.Object}: it is dropped only if that is asked for, by --drop {d.Name}."),
        .. Unknown.Select(u => $"Left alone: {u}."),
    ];
}
