using Letta.Migrations.Backfills;
using Letta.Migrations.Product;
using Letta.Migrations.Records;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Reads where a Postgres database is in one round trip and one snapshot, if it has all the tables of the bookkeeping, as one has that was
/// brought to head. With nothing to do this look is the whole run, and it is the verification too: a connection of its own read what is
/// committed, and this process wrote nothing before. After a run it is made once more, and then verifies what was written.
/// </summary>
internal sealed class PostgresStateLook(OwnTables own)
{
    private readonly string[] _tables
        = [own.Versions, own.Ledger, own.Step, own.Backfills, .. own.Companion is { } companion ? (string[])[companion.Table] : []];

    private const string Database = "database";

    /// <summary>The rows of these tables, and one for the database itself.</summary>
    private string Query => StoredTable.Query(
        StoredDialect.Postgres,
        StoredState.Tables(own, _ => true, hasChecksum: true, hasRanges: true),
        [
            $"'{Database}'",
            $"cast(pg_catalog.num_nonnulls({string.Join(", ", _tables.Select(Here))}) as text)",
            """
            case when pg_catalog.pg_is_in_recovery() then 'it is a standby'
                 when pg_catalog.current_setting('transaction_read_only') = 'on' then 'default_transaction_read_only is on' end
            """,
        ]);

    /// <summary>
    /// The table in the schema that the connection is pinned to, or NULL. To look through all tables of the schema took 2 ms of a run of
    /// 35.
    /// </summary>
    private static string Here(string table)
        => $"pg_catalog.to_regclass(pg_catalog.quote_ident(pg_catalog.current_schema()) || '.\"{table}\"')";

    /// <returns>
    /// Null where a table is missing, or lies in another schema of the search path, or where nothing is applied and it matters what else is
    /// there: <see cref="PostgresStateReader"/> says what there is.
    /// </returns>
    public async Task<RecordedState?> ReadAsync(
        NpgsqlConnection connection, PostgresConnector connector, CancellationToken cancellationToken)
    {
        try
        {
            await using var batch
                = new NpgsqlBatch(connection) { BatchCommands = { connector.Pin(forSession: false), new NpgsqlBatchCommand(Query) } };
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            var schema = await connector.PinnedAsync(connection, reader, forSession: false, cancellationToken);
            await reader.NextResultAsync(cancellationToken);
            return await StateAsync(reader, schema, cancellationToken) is { } state
                ? state with { Unsupported = connector.TooOld(connection) }
                : null;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn)
        {
            return null;
        }
    }

    private async Task<RecordedState?> StateAsync(NpgsqlDataReader reader, string schema, CancellationToken cancellationToken)
    {
        var found = new List<string?[]>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(StoredDialect.Cells(reader));

        var database = found.Find(row => row[0] == Database)!;
        if (database[1] != $"{_tables.Length}")
            return null;

        var stored = StoredState.Parse(found, PostgresBackfills.Dialect(own));
        return stored.Applied.Count == 0
            ? null
            : new RecordedState(
                HasVersionTable: true,
                stored.Applied,
                stored.InProgress,
                own.Companion is null ? null : stored.ForeignIds,
                OtherTable: null,
                database[2])
            {
                Schema = schema,
                Backfills = stored.Backfills,
            };
    }
}
