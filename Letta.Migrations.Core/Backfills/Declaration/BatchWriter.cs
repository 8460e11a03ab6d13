namespace Letta.Migrations.Backfills;

/// <summary>Does the rows of one range of keys, in the transaction that is open.</summary>
internal abstract class BatchWriter
{
    /// <exception cref="Exception">A statement failed; nothing is known of its rows.</exception>
    public abstract Written Write(IBackfillSession session, KeyRange range);
}
