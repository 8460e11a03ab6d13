namespace Letta.Migrations.Engines.Postgres.Online;

/// <summary>NOT NULL on a column that is in use, by way of a CHECK: only that can be validated while others write.</summary>
/// <param name="quoter">Quotes the names.</param>
/// <param name="table">The table, quoted.</param>
/// <param name="tableName">The table as users know it.</param>
/// <param name="column">The column as users know it.</param>
internal sealed class OnlineNotNull(PostgresRevisionQuoter quoter, string table, string tableName, string column)
{
    /// <summary>No table has it twice: one column is done with before the next one begins.</summary>
    private const string Name = "letta_migration_not_null";

    private readonly OnlineConstraint _check = new(
        table,
        Name,
        $"ALTER TABLE {table} ADD CONSTRAINT {Name} CHECK ({quoter.Quote(column)} IS NOT NULL)",
        $"The column \"{column}\" of \"{tableName}\" cannot become NOT NULL: rows have NULL in it.",
        $"select * from {table} where {quoter.Quote(column)} is null");

    /// <summary>Nothing, where the column is NOT NULL already.</summary>
    public void Add(PostgresRevisionProcessor processor)
    {
        var nullable = $"attrelid = pg_catalog.to_regclass({quoter.QuoteValue(table)})::oid and attname = {quoter.QuoteValue(column)} and not attnotnull and not attisdropped";
        if (processor.Row($"select 1 from pg_catalog.pg_attribute where {nullable}") is not null)
            _check.Add(processor);
    }

    public void Validate(PostgresRevisionProcessor processor)
    {
        if (processor.Row($"select 1 from pg_catalog.pg_constraint where conrelid = pg_catalog.to_regclass({quoter.QuoteValue(table)})::oid and conname = '{Name}'") is not null)
            _check.Validate(processor);
    }

    public void Drop(PostgresRevisionProcessor processor) => processor.Send($"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {Name}");
}
