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
/// <param name="connection">Open.</param>
/// <param name="transaction">The transaction of what is recorded; it is begun where there is none yet.</param>
/// <param name="observer">Sees every statement, as it sees those of the revisions.</param>
internal sealed class RevisionStore(
    RevisionStoreDialect dialect, DbConnection connection, Func<DbTransaction?> transaction, StatementObserver? observer) : IRevisionStore
{
    /// <summary>
    /// Postgres takes 65,535 values with a statement, and SQLite looks for each of them by its name among all: 2,000 revisions at once took
    /// it seconds.
    /// </summary>
    private const int MostRecordedAtOnce = 200;

    private readonly OwnTables _own = dialect.Backfills.Own;
    private readonly VersionTable _versions = dialect.Backfills.Own.VersionTable.Quoted;

    private string VersionsInto
        => $"insert into {_versions.Name} ({_versions.Version}, {_versions.AppliedOn}, {_versions.Description})";

    /// <summary>
    /// Creates those of the tables that do not exist, and the column that a ledger of earlier builds lacks, in the transaction of the first
    /// revision that is recorded. The column is looked for first: ADD COLUMN IF NOT EXISTS locks the ledger until the commit even where it
    /// is.
    /// </summary>
    /// <param name="within">The transaction; null for a step that none can hold.</param>
    public void EnsureTables(DbTransaction? within)
    {
        foreach (var sql in dialect.Tables)
            Execute(within, sql);
        using var look = Command(within, dialect.HasChecksum);
        if (look.ExecuteScalar() is null)
            Execute(within, dialect.AddChecksum);
    }

    /// <summary>
    /// Whether the database is at a position. It mostly is, and then says so in one text: to read each version of a long history again and
    /// again, before each of its revisions, takes time with the square of its length.
    /// </summary>
    /// <param name="expected">The position.</param>
    /// <param name="within">The transaction; null for a step that none can hold.</param>
    /// <exception cref="UnknownValueException">It is not there, and a value is unknown to this build.</exception>
    public bool IsAt(AppliedPosition expected, DbTransaction? within)
    {
        if (expected is { InProgress: null, Versions.Count: > 0 })
        {
            using var command = Command(within, $"select {dialect.Versions} where not exists (select 1 from {_own.Step})");
            if (command.ExecuteScalar() as string == string.Join(',', expected.Versions))
                return true;
        }

        return Position(within) == expected;
    }

    /// <summary>Where the database is, in one look.</summary>
    /// <param name="within">The transaction; null for a step that none can hold.</param>
    /// <exception cref="UnknownValueException">A value in it is unknown to this build.</exception>
    private AppliedPosition Position(DbTransaction? within)
    {
        using var command
            = Command(within, StoredTable.Query(dialect.Backfills.Stored, [StoredState.Versions(_own), StoredState.Step(_own)]));
        var state = StoredState.Parse(BackfillConnection.Read(command), dialect.Backfills);
        return new AppliedPosition([.. state.Applied.Select(a => a.Version)], state.InProgress);
    }

    /// <summary>The version and its row of the ledger, in one round trip.</summary>
    public void Record(LedgerEntry entry)
    {
        var version = entry.Adds
            ? $"{VersionsInto} values (@version, {dialect.UtcNow}, @name)"
            : $"delete from {_versions.Name} where {_versions.Version} = @version";
        Execute(transaction(), $"{version};\n{LedgerRow}", Values(entry));
        RecordLosses(entry);
    }

    /// <summary>The same for revisions that were applied together, in few round trips.</summary>
    public void RecordAll(IReadOnlyList<LedgerEntry> entries)
    {
        foreach (var some in entries.Chunk(MostRecordedAtOnce))
            RecordSome(some);
        foreach (var entry in entries)
            RecordLosses(entry);
    }

    private void RecordSome(IReadOnlyList<LedgerEntry> entries)
    {
        var versions = entries.Select((_, i) => $"(@version{i}, {dialect.UtcNow}, @name{i})");
        var rows = entries.Select((_, i) => LedgerValues(i.ToString()));
        Execute(
            transaction(),
            $"""
            {VersionsInto} values {string.Join(", ", versions)};
            {LedgerInto} values {string.Join(", ", rows)}
            """,
            [.. entries.SelectMany((entry, i) => Values(entry, i.ToString())).DistinctBy(v => v.Name)]); // The user is everybody's.
    }

    public void RecordLosses(LedgerEntry entry)
    {
        foreach (var loss in entry.Losses)
            Note(entry with { Duration = null, Direction = "loss", Name = loss.ToString(), Checksum = null });
    }

    public void RecordCompanion(string? head)
    {
        if (_own.Companion is not { } companion)
            return;
        Execute(transaction(), $"delete from {companion.Table}");
        if (head is not null)
            Execute(transaction(), $"insert into {companion.Table} ({companion.Column}) values (@id)", ("id", head));
    }

    public void Mark(StepCheckpoint? marker)
    {
        if (marker is null)
        {
            Execute(transaction(), $"delete from {_own.Step}");
            return;
        }

        Execute(
            transaction(),
            $"""
            insert into {_own.Step} (version, direction, done, steps) values (@version, @direction, @done, @steps)
            on conflict (version) do update set done = excluded.done
            """,
            ("version", marker.Version),
            ("direction", marker.Direction),
            ("done", marker.Done),
            ("steps", marker.Total));
    }

    public void Note(LedgerEntry entry)
        => Execute(transaction(), LedgerRow, Values(entry));

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

    private void Execute(DbTransaction? within, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(within, sql);
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

    private DbCommand Command(DbTransaction? within, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = within;
        return command;
    }
}
