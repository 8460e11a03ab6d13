using FluentMigrator.Expressions;
using FluentMigrator.Model;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;
using Letta.Migrations.Errors;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// An index built while the table is in use. It runs outside a transaction, so it may be killed half way and leaves an INVALID index of
/// the same name behind; IF NOT EXISTS would then report success. Its name is therefore never trusted, only the catalog.
/// </summary>
internal sealed class ConcurrentIndex(
    PostgresRevisionProcessor processor, PostgresRevisionQuoter quoter, string schema, CreateIndexExpression expression)
{
    private readonly IndexDefinition _index = expression.Index;

    /// <summary>Builds the index, or does nothing if it is there and valid.</summary>
    /// <exception cref="RevisionFailedException">The rows contradict a unique index.</exception>
    public void Create(PostgresRevisionGenerator generator)
    {
        if (processor.Transaction is not null)
        {
            throw new ConfigurationException(
                $"The index \"{_index.Name}\" is to be built concurrently, but its revision runs in a transaction.",
                "Give the revision TransactionBehavior.None.");
        }

        switch (Find())
        {
            case { Valid: true } there:
                RequireSame(there.Definition, generator);
                return;
            case not null:
                Drop();
                break;
        }

        try
        {
            processor.Send(generator.Generate(expression));
        }
        catch (StatementFailedException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            if (Find() is { Valid: false })
                Drop();
            throw Duplicates(e);
        }

        if (Find() is not { Valid: true })
        {
            throw new RevisionFailedException(
                $"The index \"{_index.Name}\" was built, but Postgres does not hold it for valid.",
                "Run the same command again: it drops the index and builds it again.");
        }
    }

    private void Drop() => processor.Send($"DROP INDEX CONCURRENTLY IF EXISTS {quoter.QuoteTableName(_index.Name, schema)}");

    private Found? Find()
    {
        var row = processor.Row(
            $"""
            select indisvalid and indisready, pg_catalog.pg_get_indexdef(indexrelid) from pg_catalog.pg_index
            where indexrelid = pg_catalog.to_regclass({quoter.QuoteValue(quoter.QuoteTableName(_index.Name, schema))})::oid
            """);
        return row is null ? null : new Found(row[0] is true, (string)row[1]!);
    }

    /// <summary>
    /// How Postgres writes an index down is only known from Postgres, so the wanted one is made on a copy of the table without rows, in a
    /// transaction that is rolled back.
    /// </summary>
    private void RequireSame(string actual, PostgresRevisionGenerator generator)
    {
        var (table, indexName) = (processor.Own.Temporary("copy"), processor.Own.Temporary("copy_index"));
        var copy = quoter.QuoteTableName(table, schema);
        var index = (IndexDefinition)_index.Clone();
        (index.TableName, index.Name) = (table, indexName);
        index.AdditionalFeatures.Remove(PostgresExtensions.Concurrently);
        var row = processor.RowOfNothing(
            $"""
            create table {copy} (like {quoter.QuoteTableName(_index.TableName, schema)} including generated);
            {generator.Generate(new CreateIndexExpression { Index = index })};
            select pg_catalog.pg_get_indexdef(i.indexrelid) from pg_catalog.pg_index i where i.indrelid = pg_catalog.to_regclass({quoter.QuoteValue(copy)})::oid
            """);
        var wanted = ((string)row![0]!).Replace(Named(indexName, table), Named(_index.Name, _index.TableName), StringComparison.Ordinal);
        if (!string.Equals(wanted, actual, StringComparison.Ordinal))
        {
            throw new UnexpectedDatabaseException(
                $"The index \"{_index.Name}\" exists already, but is not the wanted one of \"{_index.TableName}\".",
                $"""
                there is   {actual}
                wanted is  {wanted}
                Rename or drop it, and run the same command again.
                """);
        }
    }

    /// <summary>As <c>pg_get_indexdef</c> names them: the table always with its schema, and quotes only where they are needed.</summary>
    private string Named(string index, string table)
        => (string)processor.Row(
            $"select pg_catalog.format(' INDEX %I ON %I.%I "
                + $"', {quoter.QuoteValue(index)}, {quoter.QuoteValue(schema)}, {quoter.QuoteValue(table)})")![0]!;

    private RevisionFailedException Duplicates(StatementFailedException e)
    {
        var terms = string.Join(", ", _index.Columns.Select(c => IndexSyntax.IsExpression(c) ? c.Name : quoter.Quote(c.Name)));
        var rows = IndexSyntax.FilterOf(_index) is { } filter ? $" where {filter}" : "";
        return new RevisionFailedException(
            $"The unique index \"{_index.Name}\" cannot be built: rows of \"{_index.TableName}\" are duplicates of each other.",
            $"""
            see them   select {terms}, count(*) from {quoter.QuoteTableName(_index.TableName, schema)}{rows} group by {terms} having count(*) > 1
            then       remove or change the duplicates, and run the same command again
            """,
            e);
    }

    private sealed record Found(bool Valid, string Definition);
}
