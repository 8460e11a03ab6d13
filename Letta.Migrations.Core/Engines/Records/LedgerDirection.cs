namespace Letta.Migrations.Engines;

/// <summary>
/// What a row of the ledger can be about. A word that is not here is unknown to this build, which then refuses the database.
/// </summary>
internal static class LedgerDirection
{
    /// <summary>Those that say how a version came or went.</summary>
    public static readonly IReadOnlyList<string> Moves = ["up", "down", "stamp", "adopt"];

    /// <summary>
    /// Those, data that a revision dropped, a difference that was accepted, and rows that referred to no row and were resolved.
    /// </summary>
    public static readonly IReadOnlyList<string> All = [.. Moves, "loss", "drift", "orphan"];

    public static readonly IReadOnlyDictionary<string, string> Words = All.ToDictionary(w => w, StringComparer.Ordinal);
}
