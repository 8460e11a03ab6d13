namespace Letta.Migrations.Backfills;

/// <summary>
/// Not one row could be done, and a few were tried. Nothing of the engine's error is in it: that may quote what a row holds.
/// </summary>
/// <param name="error">What became of the last: an SQLSTATE, the type of an exception, or a sentence of ours.</param>
internal sealed class EveryRowFailsException(string error) : Exception(error);
