using Letta.Migrations.Backfills;
using Letta.Migrations.Product;
using Letta.Migrations.Records;

namespace Letta.Migrations.Engines;

/// <summary>What a database records of itself, every value of it known; both engines read it by the same query.</summary>
/// <param name="Applied">The applied versions, oldest first.</param>
/// <param name="InProgress">The revision that is half done; null if none is.</param>
/// <param name="ForeignIds">What the record of another tool holds.</param>
/// <param name="Backfills">What migrations left to be done, by revision and name.</param>
internal sealed record StoredState(
    IReadOnlyList<AppliedVersion> Applied,
    StepCheckpoint? InProgress,
    IReadOnlyList<string> ForeignIds,
    IReadOnlyList<StoredBackfill> Backfills)
{
    /// <summary>No revision has as many steps.</summary>
    private const int MostSteps = 1_000_000;

    private static readonly IReadOnlyDictionary<string, string> Ways
        = new OrderedDictionary<string, string>(StringComparer.Ordinal) { ["up"] = "up", ["down"] = "down" };

    public static StoredTable Versions(OwnTables own) => new(
        own.Versions,
        [own.VersionTable.Version],
        [
            new(own.VersionTable.Version, $"t.{own.VersionTable.Quoted.Version}"),
            new(own.VersionTable.AppliedOn, $"t.{own.VersionTable.Quoted.AppliedOn}", StoredKind.UtcTime),
        ],
        $"from {own.VersionTable.Quoted.Name} t");

    public static StoredTable Step(OwnTables own) => new(
        own.Step, ["version"], [.. StoredColumn.Named("version", "direction", "done", "steps")], $"from {own.Step} t");

    public static StoredTable Foreign(CompanionRecord companion) => new(
        companion.Table, [companion.Column], [.. StoredColumn.Named(companion.Column)], $"from {companion.Table} t");

    /// <summary>
    /// Of the ledger, which only grows, the rows that count (<see cref="LedgerDirection.Moves"/>), and those that nobody knows.
    /// </summary>
    /// <param name="own">The names of our tables.</param>
    /// <param name="hasChecksum">Whether it has the column, which it did not have at first.</param>
    public static StoredTable Ledger(OwnTables own, bool hasChecksum) => new(
        own.Ledger,
        ["id"],
        [.. StoredColumn.Named("id", "version", "direction", "duration_ms"), new("checksum", hasChecksum ? "t.checksum" : "null")],
        $"""
        from {own.Ledger} t
        where t.id in (select max(id) from {own.Ledger} where cast(direction as text) in ({Quoted(LedgerDirection.Moves)}) group by version)
          or not coalesce(cast(t.direction as text) in ({Quoted(LedgerDirection.All)}) and t.version between 1 and {StoredRow.LastVersion}, false)
        """);

    /// <summary>Those of the tables that are there, as they are.</summary>
    /// <param name="own">Their names.</param>
    /// <param name="has">Whether a table is there.</param>
    /// <param name="hasChecksum">Whether the ledger has the column.</param>
    /// <param name="hasRanges">Whether the table of backfills has all columns: builds that knew no ranges made fewer.</param>
    public static IReadOnlyList<StoredTable> Tables(OwnTables own, Func<string, bool> has, bool hasChecksum, bool hasRanges)
    {
        var versions = has(own.Versions);
        (bool There, StoredTable Table)[] all =
        [
            (versions, Versions(own)),
            (versions && has(own.Ledger), Ledger(own, hasChecksum)),
            (has(own.Step), Step(own)),
            (has(own.Backfills) && hasRanges, StoredBackfill.Table(own)),
        ];
        var there = all.Where(t => t.There).Select(t => t.Table);
        return own.Companion is { } companion && has(companion.Table) ? [.. there, Foreign(companion)] : [.. there];
    }

    /// <param name="found">The rows that a query for these tables, or some of them, found.</param>
    /// <param name="dialect">How the engine spells it.</param>
    /// <exception cref="Errors.UnknownValueException">One of them is unknown to this build.</exception>
    public static StoredState Parse(IReadOnlyList<string?[]> found, BackfillDialect dialect)
    {
        var own = dialect.Own;
        var last = new Dictionary<long, StoredRow>();
        foreach (var row in Ledger(own, hasChecksum: true).Parse(found))
        {
            var version = row.Version("version");
            row.Number("id", least: 1);
            if (LedgerDirection.Moves.Contains(row.Word("direction", LedgerDirection.Words)))
                last[version] = row;
        }

        return new StoredState(
            [.. StoredRow.Distinct(Versions(own).Parse(found)).Select(r => Version(r, own.VersionTable, last)).OrderBy(v => v.Version)],
            Marker(Step(own).Parse(found)),
            own.Companion is { } companion
                ? [.. Foreign(companion).Parse(found).Select(r => r.Text(companion.Column)).Order(StringComparer.Ordinal)]
                : [],
            StoredBackfill.All(found, dialect));
    }

    private static AppliedVersion Version(StoredRow row, VersionTable table, Dictionary<long, StoredRow> last)
    {
        var version = row.Version(table.Version);
        var applied = last.GetValueOrDefault(version);
        return new AppliedVersion(
            version,
            row.TimeOrNull(table.AppliedOn),
            applied?.NumberOrNull("duration_ms") is { } duration ? TimeSpan.FromMilliseconds(duration) : null,
            applied?.TextOrNull("checksum"));
    }

    private static StepCheckpoint? Marker(IReadOnlyList<StoredRow> rows)
    {
        if (rows is [_, var second, ..])
            throw second.Unknown("version", "one row at most: one revision is in progress");
        if (rows is not [var row])
            return null;

        var steps = (int)row.Number("steps", least: 1, most: MostSteps);
        return new StepCheckpoint(row.Version("version"), row.Word("direction", Ways), (int)row.Number("done", most: steps), steps);
    }

    private static string Quoted(IEnumerable<string> words) => string.Join(", ", words.Select(w => $"'{w}'"));
}
