using System.Data.Common;
using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Letta.Migrations.Records;

namespace Letta.Migrations.Engines;

/// <summary>
/// The tables in which a database remembers where it is: FluentMigrator's <c>VersionInfo</c> exactly as its own tools make it,
/// the record of another tool that is kept in step, our ledger, the marker of a revision that is half done, and the record of backfills.
/// </summary>
/// <param name="dialect">How the engine spells it.</param>
/// <param name="observer">Sees every statement, as it sees those of the revisions.</param>
internal sealed class RevisionStore(RevisionStoreDialect dialect, StatementObserver? observer)
{
    private readonly OwnTables _own = dialect.Backfills.Own;

    /// <summary>
    /// Creates those of the tables that do not exist, and the column that a ledger of earlier builds lacks, in the transaction of the first
    /// revision that is recorded. The column is looked for first: ADD COLUMN IF NOT EXISTS locks the ledger until the commit even where it
    /// is.
    /// </summary>
    public void EnsureTables(DbConnection connection, DbTransaction? transaction)
    {
        foreach (var sql in dialect.Tables)
            Execute(connection, transaction, sql);
        using var look = Command(connection, transaction, dialect.HasChecksum);
        if (look.ExecuteScalar() is null)
            Execute(connection, transaction, dialect.AddChecksum);
    }

    /// <summary>Where the database is, in one look.</summary>
    /// <exception cref="UnknownValueException">A value in it is unknown to this build.</exception>
    public AppliedPosition Position(DbConnection connection, DbTransaction? transaction)
    {
        using var command
            = Command(connection, transaction, StoredTable.Query(dialect.Backfills.Stored, [StoredState.Versions, StoredState.Step(_own)]));
        var state = StoredState.Of(BackfillConnection.Read(command), dialect.Backfills);
        return new AppliedPosition([.. state.Applied.Select(a => a.Version)], state.InProgress);
    }

    /// <summary>The version and its row of the ledger, in one round trip.</summary>
    public void Record(DbConnection connection, DbTransaction? transaction, LedgerEntry entry)
    {
        var version = entry.Adds
            ? $"""insert into "VersionInfo" ("Version", "AppliedOn", "Description") values (@version, {dialect.UtcNow}, @name)"""
            : """delete from "VersionInfo" where "Version" = @version""";
        Execute(connection, transaction, $"{version};\n{LedgerRow}", Values(entry));
        RecordLosses(connection, transaction, entry);
    }

    /// <summary>The same for revisions that were applied together, in one round trip.</summary>
    public void RecordAll(DbConnection connection, DbTransaction? transaction, IReadOnlyList<LedgerEntry> entries)
    {
        var versions = entries.Select((_, i) => $"(@version{i}, {dialect.UtcNow}, @name{i})");
        var rows = entries.Select((_, i) => LedgerValues(i.ToString()));
        Execute(
            connection,
            transaction,
            $"""
            insert into "VersionInfo" ("Version", "AppliedOn", "Description") values {string.Join(", ", versions)};
            {LedgerInto} values {string.Join(", ", rows)}
            """,
            [.. entries.SelectMany((entry, i) => Values(entry, i.ToString())).DistinctBy(v => v.Name)]); // The user is everybody's.
        foreach (var entry in entries)
            RecordLosses(connection, transaction, entry);
    }

    public void RecordLosses(DbConnection connection, DbTransaction? transaction, LedgerEntry entry)
    {
        foreach (var loss in entry.Losses)
            Note(connection, transaction, entry with { Duration = null, Direction = "loss", Name = loss.ToString(), Checksum = null });
    }

    /// <summary>Keeps the record of the other tool in step; nothing where there is none.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="transaction">The transaction of what is recorded.</param>
    /// <param name="head">The id that the newest revision with one has there; null for none.</param>
    public void RecordCompanion(DbConnection connection, DbTransaction? transaction, string? head)
    {
        if (_own.Companion is not { } companion)
            return;
        Execute(connection, transaction, $"delete from {companion.Table}");
        if (head is not null)
            Execute(connection, transaction, $"insert into {companion.Table} ({companion.Column}) values (@id)", ("id", head));
    }

    public void Mark(DbConnection connection, DbTransaction? transaction, StepCheckpoint? marker)
    {
        if (marker is null)
        {
            Execute(connection, transaction, $"delete from {_own.Step}");
            return;
        }

        Execute(
            connection,
            transaction,
            $"""
            insert into {_own.Step} (version, direction, done, steps) values (@version, @direction, @done, @steps)
            on conflict (version) do update set done = excluded.done
            """,
            ("version", marker.Version),
            ("direction", marker.Direction),
            ("done", marker.Done),
            ("steps", marker.Of));
    }

    /// <summary>Writes a row of the ledger and nothing else.</summary>
    public void Note(DbConnection connection, DbTransaction? transaction, LedgerEntry entry)
        => Execute(connection, transaction, LedgerRow, Values(entry));

    private string LedgerRow => $"{LedgerInto} values {LedgerValues("")}";

    private string LedgerInto =>
        $"insert into {_own.Ledger} (version, {_own.ForeignIdColumn}, name, direction, started_at, duration_ms, tool_version, "
            + $"applied_by, checksum)";

    private string LedgerValues(string n)
        => $"(@version{n}, @foreign{n}, @name{n}, @direction{n}, {dialect.Timestamp($"@started{n}")}, @duration{n}, "
            + $"@tool{n}, {dialect.User}, @checksum{n})";

    private static (string Name, object? Value)[] Values(LedgerEntry entry, string n = "") =>
    [
        ($"version{n}", entry.Version),
        ($"foreign{n}", entry.ForeignId),
        ($"name{n}", entry.Name),
        ($"direction{n}", entry.Direction),
        ($"started{n}", entry.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff")),
        ($"duration{n}", (long?)entry.Duration?.TotalMilliseconds),
        ($"tool{n}", ToolVersion),
        ($"checksum{n}", entry.Checksum),
        ("user", Environment.UserName),
    ];

    private static string ToolVersion { get; } = typeof(RevisionStore).Assembly.GetName().Version!.ToString(3);

    private void Execute(
        DbConnection connection, DbTransaction? transaction, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(connection, transaction, sql);
        foreach (var (name, value) in values)
        {
            if (!sql.Contains($"@{name}", StringComparison.Ordinal))
                continue;
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        observer?.Invoke(sql, done: false);
        command.ExecuteNonQuery();
        observer?.Invoke(sql, done: true);
    }

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        return command;
    }
}
