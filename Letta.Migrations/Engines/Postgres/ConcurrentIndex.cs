using FluentMigrator.Model;
using Letta.Migrations.Errors;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// An index built while the table is in use. It runs outside a transaction, so it may be killed half way and leaves an INVALID index of
/// the same name behind; IF NOT EXISTS would then report success. Its name is therefore never trusted, only the catalog.
/// </summary>
internal sealed class ConcurrentIndex(PostgresRevisionProcessor processor, PostgresRevisionQuoter quoter, string schema, IndexDefinition index)
{
    /// <summary>Builds the index, or does nothing if it is there and valid.</summary>
    /// <param name="sql">CREATE INDEX CONCURRENTLY …</param>
    /// <exception cref="RevisionFailedException">The rows contradict a unique index.</exception>
    public void Create(string sql)
    {
        if (processor.Transaction is not null)
        {
            throw new ConfigurationException(
                $"The index \"{index.Name}\" is to be built concurrently, but its revision runs in a transaction.",
                "Give the revision TransactionBehavior.None.");
        }

        switch (Find())
        {
            case { Valid: true, Same: true }:
                return;
            case { Valid: true }:
                throw new UnexpectedDatabaseException(
                    $"The index \"{index.Name}\" exists already, but not over the wanted columns of \"{index.TableName}\".",
                    "Rename or drop it, and run the same command again.");
            case not null:
                Drop();
                break;
        }

        try
        {
            processor.Send(sql);
        }
        catch (StatementFailedException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            if (Find() is { Valid: false })
                Drop();

            var columns = string.Join(", ", index.Columns.Select(c => quoter.Quote(c.Name)));
            throw new RevisionFailedException(
                $"The unique index \"{index.Name}\" cannot be built: rows of \"{index.TableName}\" are duplicates of each other.",
                $"""
                see them   select {columns}, count(*) from {quoter.QuoteTableName(index.TableName, schema)} group by {columns} having count(*) > 1
                then       remove or change the duplicates, and run the same command again
                """,
                e);
        }

        if (Find() is not { Valid: true })
        {
            throw new RevisionFailedException(
                $"The index \"{index.Name}\" was built, but Postgres does not hold it for valid.",
                "Run the same command again: it drops the index and builds it anew.");
        }
    }

    private void Drop() => processor.Send($"DROP INDEX CONCURRENTLY IF EXISTS {quoter.QuoteTableName(index.Name, schema)}");

    private Found? Find()
    {
        var columns = string.Join(", ", index.Columns.Select(c => quoter.QuoteValue(c.Name)));
        var row = processor.Row(
            $"""
            select i.indisvalid and i.indisready,
                   i.indrelid = to_regclass({quoter.QuoteValue(quoter.QuoteTableName(index.TableName, schema))})
                   and i.indisunique = {quoter.QuoteValue(index.IsUnique)}
                   and array[{columns}]::text[] = array(
                       select a.attname::text from unnest(i.indkey) with ordinality as k (number, place)
                       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
                       where k.place <= i.indnkeyatts order by k.place)
            from pg_index i
            where i.indexrelid = to_regclass({quoter.QuoteValue(quoter.QuoteTableName(index.Name, schema))})
            """);
        return row is null ? null : new Found(row[0] is true, row[1] is true);
    }

    private sealed record Found(bool Valid, bool Same);
}
