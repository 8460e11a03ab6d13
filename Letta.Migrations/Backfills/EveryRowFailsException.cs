namespace Letta.Migrations.Backfills;

/// <summary>Not one row could be done, and a few were tried.</summary>
/// <param name="error">What became of the last: an SQLSTATE, the type of an exception, or a sentence of ours.</param>
/// <param name="inner">The error of the statement, if it was one.</param>
internal sealed class EveryRowFailsException(string error, Exception? inner) : Exception(error, inner);
