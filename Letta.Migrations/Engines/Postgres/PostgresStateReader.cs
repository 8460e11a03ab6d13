using Letta.Migrations.Backfills;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Reads where a Postgres database is that has some of the tables of the bookkeeping or none, in a few queries, none of which writes or locks
/// anything. One that has them all is read in one (<see cref="PostgresStateLook"/>).
/// </summary>
internal static class PostgresStateReader
{
    public static async Task<DatabaseState> ReadAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        var (hasVersionTable, hasLedger, hasChecksum, hasStep, hasAlembic, hasBackfills, other, readOnly) = await LookAsync(connection, schema, cancellationToken);
        return new DatabaseState(
            hasVersionTable,
            hasVersionTable ? await AppliedAsync(connection, hasLedger, hasChecksum, cancellationToken) : [],
            hasStep ? await BegunAsync(connection, cancellationToken) : null,
            hasAlembic ? await AlembicAsync(connection, cancellationToken) : null,
            other,
            readOnly)
        {
            Schema = schema,
            Unfinished = hasBackfills ? await UnfinishedAsync(connection, cancellationToken) : [],
        };
    }

    private static async Task<(bool Version, bool Ledger, bool Checksum, bool Step, bool Alembic, bool Backfills, string? Other, string? ReadOnly)> LookAsync(
        NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            with tables as (
              select c.oid, c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              where n.nspname = $1 and c.relkind in ('r', 'p')
                and not exists (select 1 from pg_catalog.pg_depend d where d.objid = c.oid and d.deptype = 'e'))
            select exists (select 1 from tables where relname = 'VersionInfo'),
                   exists (select 1 from tables where relname = $2),
                   exists (select 1 from tables t join pg_catalog.pg_attribute a on a.attrelid = t.oid
                           where t.relname = $2 and a.attname = 'checksum' and not a.attisdropped),
                   exists (select 1 from tables where relname = $3),
                   exists (select 1 from tables where relname = 'alembic_version'),
                   exists (select 1 from tables t join pg_catalog.pg_attribute a on a.attrelid = t.oid where t.relname = $4 and a.attname = 'mode'),
                   (select pg_catalog.min(relname) from tables where not {OwnTables.Condition("relname")}),
                   case when pg_catalog.pg_is_in_recovery() then 'it is a standby'
                        when pg_catalog.current_setting('transaction_read_only') = 'on' then 'default_transaction_read_only is on' end
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schema });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Bookkeeping.Ledger });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Bookkeeping.Step });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = BackfillLedger.Table });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (
            reader.GetBoolean(0),
            reader.GetBoolean(1),
            reader.GetBoolean(2),
            reader.GetBoolean(3),
            reader.GetBoolean(4),
            reader.GetBoolean(5),
            await reader.IsDBNullAsync(6, cancellationToken) ? null : reader.GetString(6),
            await reader.IsDBNullAsync(7, cancellationToken) ? null : reader.GetString(7));
    }

    private static async Task<IReadOnlyList<AppliedVersion>> AppliedAsync(
        NpgsqlConnection connection, bool hasLedger, bool hasChecksum, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Bookkeeping.Applied(hasLedger, hasChecksum), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new List<AppliedVersion>();
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(new AppliedVersion(
                reader.GetInt64(0),
                await reader.IsDBNullAsync(1, cancellationToken) ? null : new DateTimeOffset(reader.GetDateTime(1), TimeSpan.Zero),
                await reader.IsDBNullAsync(2, cancellationToken) ? null : TimeSpan.FromMilliseconds(reader.GetInt64(2)),
                await reader.IsDBNullAsync(3, cancellationToken) ? null : reader.GetString(3)));
        }

        return applied;
    }

    /// <summary>Read after the versions: a revision that is done in between then shows as not begun, and never as begun and applied.</summary>
    private static async Task<StepMarker?> BegunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select version, direction, done, steps from {Bookkeeping.Step}", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new StepMarker(reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3))
            : null;
    }

    private static async Task<IReadOnlyList<UnfinishedBackfill>> UnfinishedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(UnfinishedBackfill.Query, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var unfinished = new List<UnfinishedBackfill>();
        while (await reader.ReadAsync(cancellationToken))
            unfinished.Add(new UnfinishedBackfill(reader.GetString(0), reader.GetInt64(1)));
        return unfinished;
    }

    private static async Task<IReadOnlyList<string>> AlembicAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select version_num from alembic_version order by 1", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            ids.Add(reader.GetString(0));
        return ids;
    }
}
