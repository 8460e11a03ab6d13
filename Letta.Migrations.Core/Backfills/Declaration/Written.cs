namespace Letta.Migrations.Backfills;

/// <summary>What became of the rows of a batch.</summary>
/// <param name="Rows">How many were changed.</param>
/// <param name="Failed">Those that could not be.</param>
internal sealed record Written(long Rows, IReadOnlyList<RowFailure> Failed)
{
    public static Written None { get; } = new(0, []);

    public static Written operator +(Written a, Written b) => new(a.Rows + b.Rows, [.. a.Failed, .. b.Failed]);
}
