using Letta.Migrations.Backfills;
using Letta.Migrations.Product;
using Letta.Migrations.Records;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Reads where a Postgres database is that has some of the tables of the bookkeeping or none, in a few queries, none of which writes or
/// locks anything. One that has them all is read in one (<see cref="PostgresStateLook"/>). Each query travels with what pins it to the
/// schema: behind a pooler the next one may come to another session.
/// </summary>
internal sealed class PostgresStateReader(NpgsqlConnection connection, PostgresConnector connector, OwnTables own)
{
    private string? _schema;

    public async Task<RecordedState> ReadAsync(CancellationToken cancellationToken)
    {
        var (there, hasChecksum, hasRanges, other, readOnly) = await LookAsync(cancellationToken);
        var tables = StoredState.Tables(own, there.Contains, hasChecksum, hasRanges);

        // In one query and so in one snapshot: a revision that is done meanwhile never shows as begun and applied.
        IReadOnlyList<string?[]> rows = tables.Count == 0
            ? []
            : await RowsAsync(
                new NpgsqlBatchCommand(StoredTable.Query(StoredDialect.Postgres, tables)), StoredDialect.Cells, cancellationToken);
        var stored = StoredState.Parse(rows, PostgresBackfills.Dialect(own));
        return new RecordedState(
            there.Contains(own.Versions),
            stored.Applied,
            stored.InProgress,
            own.Companion is { } companion && there.Contains(companion.Table) ? stored.ForeignIds : null,
            other,
            readOnly)
        {
            Schema = _schema,
            Backfills = stored.Backfills,
        };
    }

    private async Task<List<T>> RowsAsync<T>(NpgsqlBatchCommand query, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { connector.Pin(forSession: false), query } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        _schema = await connector.PinnedAsync(connection, reader, forSession: false, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }

    private async Task<(IReadOnlyList<string> There, bool Checksum, bool Ranges, string? Other, string? ReadOnly)> LookAsync(
        CancellationToken cancellationToken)
    {
        var query = new NpgsqlBatchCommand(
            $"""
            with tables as (
              select c.oid, c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              where n.nspname = pg_catalog.current_schema() and c.relkind in ('r', 'p')
                and not exists (select 1 from pg_catalog.pg_depend d where d.objid = c.oid and d.deptype = 'e'))
            select (select pg_catalog.string_agg(relname::text, '|') from tables where not ({own.NoneOfAll("relname")})),
                   exists (select 1 from tables t join pg_catalog.pg_attribute a on a.attrelid = t.oid
                           where t.relname = '{own.Ledger}' and a.attname = 'checksum' and not a.attisdropped),
                   exists (select 1 from tables t join pg_catalog.pg_attribute a on a.attrelid = t.oid
                           where t.relname = '{own.Backfills}' and a.attname = '{BackfillLedger.LastColumn}' and not a.attisdropped),
                   (select pg_catalog.min(relname) from tables where not {own.Condition("relname")}),
                   case when pg_catalog.pg_is_in_recovery() then 'it is a standby'
                        when pg_catalog.current_setting('transaction_read_only') = 'on' then 'default_transaction_read_only is on' end
            """);
        var rows = await RowsAsync(
            query,
            row => (
                There: row.IsDBNull(0) ? (IReadOnlyList<string>)[] : row.GetString(0).Split('|'),
                Checksum: row.GetBoolean(1),
                Ranges: row.GetBoolean(2),
                Other: row.IsDBNull(3) ? null : row.GetString(3),
                ReadOnly: row.IsDBNull(4) ? null : row.GetString(4)),
            cancellationToken);
        return rows[0];
    }
}
