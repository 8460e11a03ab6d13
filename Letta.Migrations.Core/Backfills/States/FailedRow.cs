using Letta.Migrations.Product;
using Letta.Migrations.Records;

namespace Letta.Migrations.Backfills;

/// <summary>How a row that failed is read.</summary>
internal static class FailedRow
{
    public static StoredTable Table(OwnTables own) => new(
        own.BackfillRows, ["name", "key"], [.. StoredColumn.Named("name", "key", "error")], $"from {own.BackfillRows} t");

    /// <exception cref="Errors.UnknownValueException">Its key is none.</exception>
    public static RowFailure Of(StoredRow row, BackfillDialect dialect)
        => new(KeyText.Read(row, "key", dialect) ?? throw row.Unknown("key", "a key"), row.Text("error")) { Row = row };
}
