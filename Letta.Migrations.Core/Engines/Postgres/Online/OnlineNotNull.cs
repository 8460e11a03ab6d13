using Letta.Migrations.Product;

namespace Letta.Migrations.Engines.Postgres.Online;

/// <summary>NOT NULL on a column that is in use, by way of a CHECK: only that can be validated while others write.</summary>
/// <param name="quoter">Quotes the names.</param>
/// <param name="own">Names what is there only meanwhile.</param>
/// <param name="table">The table, quoted.</param>
/// <param name="tableName">The table as users know it.</param>
/// <param name="column">The column as users know it.</param>
internal sealed class OnlineNotNull(PostgresRevisionQuoter quoter, OwnTables own, string table, string tableName, string column)
{
    /// <summary>No table has it twice: one column is done with before the next one begins.</summary>
    private readonly string _name = NameOf(own);

    private readonly OnlineConstraint _check = new(
        table,
        NameOf(own),
        $"ALTER TABLE {table} ADD CONSTRAINT {NameOf(own)} CHECK ({quoter.Quote(column)} IS NOT NULL)",
        $"The column \"{column}\" of \"{tableName}\" cannot become NOT NULL: rows have NULL in it.",
        $"select * from {table} where {quoter.Quote(column)} is null");

    /// <summary>Nothing, where the column is NOT NULL already.</summary>
    public void Add(PostgresRevisionProcessor processor)
    {
        var nullable = $"attrelid = pg_catalog.to_regclass({quoter.QuoteValue(table)})::oid and attname = {quoter.QuoteValue(column)} "
            + $"and not attnotnull and not attisdropped";
        if (processor.Row($"select 1 from pg_catalog.pg_attribute where {nullable}") is not null)
            _check.Add(processor);
    }

    public void Validate(PostgresRevisionProcessor processor)
    {
        if (processor.Row(
            $"select 1 from pg_catalog.pg_constraint where conrelid = pg_catalog.to_regclass({quoter.QuoteValue(table)})::oid and "
                + $"conname = '{_name}'") is not null)
            _check.Validate(processor);
    }

    public void Drop(PostgresRevisionProcessor processor) => processor.Send($"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {_name}");

    private static string NameOf(OwnTables own) => own.Temporary("not_null");
}
