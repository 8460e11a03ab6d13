namespace Letta.Migrations.Backfills;

/// <summary>A column that a row transform writes.</summary>
/// <param name="Column">The column.</param>
internal sealed record RowWrite(string Column)
{
    /// <summary>Whether a new value of NULL leaves the old one as it is.</summary>
    public bool KeepsOld { get; init; }
}
