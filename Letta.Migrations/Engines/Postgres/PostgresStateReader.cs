using Letta.Migrations.Backfills;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Reads where a Postgres database is that has some of the tables of the bookkeeping or none, in a few queries, none of which writes or locks
/// anything. One that has them all is read in one (<see cref="PostgresStateLook"/>). Each query travels with what pins it to the schema: behind a pooler
/// the next one may come to another session.
/// </summary>
internal sealed class PostgresStateReader(NpgsqlConnection connection, PostgresConnector connector)
{
    private string? _schema;

    public async Task<DatabaseState> ReadAsync(CancellationToken cancellationToken)
    {
        var (hasVersionTable, hasLedger, hasChecksum, hasStep, hasAlembic, hasBackfills, other, readOnly) = await LookAsync(cancellationToken);
        return new DatabaseState(
            hasVersionTable,
            hasVersionTable ? await AppliedAsync(hasLedger, hasChecksum, cancellationToken) : [],
            hasStep ? await BegunAsync(cancellationToken) : null,
            hasAlembic ? await AlembicAsync(cancellationToken) : null,
            other,
            readOnly)
        {
            Schema = _schema,
            Unfinished = hasBackfills ? await UnfinishedAsync(cancellationToken) : [],
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

    private async Task<(bool Version, bool Ledger, bool Checksum, bool Step, bool Alembic, bool Backfills, string? Other, string? ReadOnly)> LookAsync(
        CancellationToken cancellationToken)
    {
        var query = new NpgsqlBatchCommand(
            $"""
            with tables as (
              select c.oid, c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              where n.nspname = pg_catalog.current_schema() and c.relkind in ('r', 'p')
                and not exists (select 1 from pg_catalog.pg_depend d where d.objid = c.oid and d.deptype = 'e'))
            select exists (select 1 from tables where relname = 'VersionInfo'),
                   exists (select 1 from tables where relname = $1),
                   exists (select 1 from tables t join pg_catalog.pg_attribute a on a.attrelid = t.oid
                           where t.relname = $1 and a.attname = 'checksum' and not a.attisdropped),
                   exists (select 1 from tables where relname = $2),
                   exists (select 1 from tables where relname = 'alembic_version'),
                   exists (select 1 from tables t join pg_catalog.pg_attribute a on a.attrelid = t.oid where t.relname = $3 and a.attname = 'mode'),
                   (select pg_catalog.min(relname) from tables where not {OwnTables.Condition("relname")}),
                   case when pg_catalog.pg_is_in_recovery() then 'it is a standby'
                        when pg_catalog.current_setting('transaction_read_only') = 'on' then 'default_transaction_read_only is on' end
            """);
        foreach (var name in (string[])[Bookkeeping.Ledger, Bookkeeping.Step, BackfillLedger.Table])
            query.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        var rows = await RowsAsync(
            query,
            row => (
                row.GetBoolean(0),
                row.GetBoolean(1),
                row.GetBoolean(2),
                row.GetBoolean(3),
                row.GetBoolean(4),
                row.GetBoolean(5),
                row.IsDBNull(6) ? null : row.GetString(6),
                row.IsDBNull(7) ? null : row.GetString(7)),
            cancellationToken);
        return rows[0];
    }

    private async Task<IReadOnlyList<AppliedVersion>> AppliedAsync(bool hasLedger, bool hasChecksum, CancellationToken cancellationToken)
        => await RowsAsync(
            new NpgsqlBatchCommand(Bookkeeping.Applied(hasLedger, hasChecksum)),
            row => new AppliedVersion(
                row.GetInt64(0),
                row.IsDBNull(1) ? null : new DateTimeOffset(row.GetDateTime(1), TimeSpan.Zero),
                row.IsDBNull(2) ? null : TimeSpan.FromMilliseconds(row.GetInt64(2)),
                row.IsDBNull(3) ? null : row.GetString(3)),
            cancellationToken);

    /// <summary>Read after the versions: a revision that is done in between then shows as not begun, and never as begun and applied.</summary>
    private async Task<StepMarker?> BegunAsync(CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(
            new NpgsqlBatchCommand($"select version, direction, done, steps from {Bookkeeping.Step}"),
            row => new StepMarker(row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3)),
            cancellationToken);
        return rows.Count == 0 ? null : rows[0];
    }

    private async Task<IReadOnlyList<UnfinishedBackfill>> UnfinishedAsync(CancellationToken cancellationToken)
        => await RowsAsync(
            new NpgsqlBatchCommand(UnfinishedBackfill.Query), row => new UnfinishedBackfill(row.GetString(0), row.GetInt64(1)), cancellationToken);

    private async Task<IReadOnlyList<string>> AlembicAsync(CancellationToken cancellationToken)
        => await RowsAsync(new NpgsqlBatchCommand("select version_num from alembic_version order by 1"), row => row.GetString(0), cancellationToken);
}
