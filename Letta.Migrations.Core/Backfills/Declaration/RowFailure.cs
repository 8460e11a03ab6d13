using Letta.Migrations.Records;

namespace Letta.Migrations.Backfills;

/// <summary>A row that could not be done.</summary>
/// <param name="Key">Its key, as <see cref="KeyText"/> writes it.</param>
/// <param name="Error">An SQLSTATE, the type of an exception, or a sentence of ours: never anything that a row holds.</param>
internal sealed record RowFailure(string[] Key, string Error)
{
    /// <summary>Where that is recorded; null if it is not yet.</summary>
    public StoredRow? Row { get; init; }

    /// <summary>Its key, for a person.</summary>
    public string ShowKey(BackfillDialect dialect) => string.Join(" ", Key.Select(dialect.ShowKey));
}
