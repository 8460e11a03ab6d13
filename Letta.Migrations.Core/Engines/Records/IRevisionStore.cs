namespace Letta.Migrations.Engines;

/// <summary>What is written down of revisions, each in the transaction that it is about.</summary>
internal interface IRevisionStore
{
    /// <summary>Writes the version row of a revision, and its ledger rows, those of its losses included.</summary>
    void Record(LedgerEntry entry);

    /// <summary>Does the same for many revisions at once.</summary>
    void RecordAll(IReadOnlyList<LedgerEntry> entries);

    /// <summary>
    /// Writes the ledger rows of the losses alone: a revision that is carried out step by step finds them before the first one.
    /// </summary>
    void RecordLosses(LedgerEntry entry);

    /// <summary>Writes a row of the ledger and nothing else.</summary>
    void Note(LedgerEntry entry);

    /// <summary>Keeps the companion record in step; nothing where there is none.</summary>
    /// <param name="head">The id that the newest revision with one has there; null to leave it empty.</param>
    void RecordCompanion(string? head);

    /// <summary>Writes how much of a revision is done; null when all of it is.</summary>
    void Mark(StepCheckpoint? marker);
}
