using Letta.Migrations.Backfills;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Reads where a Postgres database is in one round trip and one snapshot, if it has all the tables of the bookkeeping, as one has that was
/// brought to head. With nothing to do this look is the whole run, and it is the verification too: a connection of its own read what is committed,
/// and this process wrote nothing before. After a run it is made once more, and then verifies what was written.
/// </summary>
internal static class PostgresStateLook
{
    private static readonly string[] Tables = [OwnTables.Versions, OwnTables.Alembic, Bookkeeping.Ledger, Bookkeeping.Step, BackfillLedger.Table];

    /// <summary>A row for each version, for the revision that is half done, for each backfill that must be done first, for each id of Alembic's, and one for the database itself.</summary>
    private static string Query { get; } =
        $"""
        select 'version', version, applied_on, duration_ms, null::bigint, checksum::text, null::text
        from ({Bookkeeping.Applied(hasLedger: true, hasChecksum: true)}) applied (version, applied_on, duration_ms, checksum)
        union all
        select 'step', version, null, done, steps, direction::text, null from {Bookkeeping.Step}
        union all
        select 'backfill', version, null, null, null, name::text, null from ({UnfinishedBackfill.Query}) unfinished
        union all
        select 'alembic', null, null, null, null, version_num::text, null from alembic_version
        union all
        select 'database', null, null, null, pg_catalog.num_nonnulls({string.Join(", ", Tables.Select(Here))}), null,
               case when pg_catalog.pg_is_in_recovery() then 'it is a standby'
                    when pg_catalog.current_setting('transaction_read_only') = 'on' then 'default_transaction_read_only is on' end
        order by 1, 2, 6
        """;

    /// <summary>The table in the schema that the connection is pinned to, or NULL. To look through all tables of the schema took 2 ms of a run of 35.</summary>
    private static string Here(string table) => $"pg_catalog.to_regclass(pg_catalog.quote_ident(pg_catalog.current_schema()) || '.\"{table}\"')";

    /// <returns>
    /// Null where a table is missing, or lies in another schema of the search path, or where nothing is applied and it matters what else is there:
    /// <see cref="PostgresStateReader"/> says what there is.
    /// </returns>
    public static async Task<DatabaseState?> ReadAsync(NpgsqlConnection connection, PostgresConnector connector, CancellationToken cancellationToken)
    {
        try
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { connector.Pin(), new NpgsqlBatchCommand(Query) } };
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            var schema = await connector.PinnedAsync(connection, reader, cancellationToken);
            await reader.NextResultAsync(cancellationToken);
            return await StateAsync(reader, schema, cancellationToken) is { } state ? state with { Unsupported = connector.TooOld(connection) } : null;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn)
        {
            return null;
        }
    }

    private static async Task<DatabaseState?> StateAsync(NpgsqlDataReader reader, string schema, CancellationToken cancellationToken)
    {
        var (applied, unfinished, alembic) = (new List<AppliedVersion>(), new List<UnfinishedBackfill>(), new List<string>());
        var (begun, state) = ((StepMarker?)null, (DatabaseState?)null);
        while (await reader.ReadAsync(cancellationToken))
        {
            switch (reader.GetString(0))
            {
                case "version":
                    applied.Add(new AppliedVersion(
                        reader.GetInt64(1),
                        reader.IsDBNull(2) ? null : new DateTimeOffset(reader.GetDateTime(2), TimeSpan.Zero),
                        reader.IsDBNull(3) ? null : TimeSpan.FromMilliseconds(reader.GetInt64(3)),
                        Text(5)));
                    break;
                case "step":
                    begun = new StepMarker(reader.GetInt64(1), Text(5)!, (int)reader.GetInt64(3), (int)reader.GetInt64(4));
                    break;
                case "backfill":
                    unfinished.Add(new UnfinishedBackfill(Text(5)!, reader.GetInt64(1)));
                    break;
                case "alembic":
                    alembic.Add(Text(5)!);
                    break;
                case "database" when reader.GetInt64(4) == Tables.Length:
                    state = new DatabaseState(HasVersionTable: true, applied, begun, alembic, OtherTable: null, Text(6)) { Schema = schema };
                    break;
            }
        }

        alembic.Sort(StringComparer.Ordinal);
        return state is null || applied.Count == 0 ? null : state with { Begun = begun, Unfinished = unfinished };

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}
