using Letta.Migrations.Backfills;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Engines;

/// <summary>What a database says of itself, read in one look without writing.</summary>
/// <param name="HasVersionTable">Whether FluentMigrator's <c>VersionInfo</c> exists.</param>
/// <param name="Applied">Its rows, oldest version first.</param>
/// <param name="InProgress">The revision that is half done; null if none is.</param>
/// <param name="ForeignIds">The rows of the record of another tool; null if there is none, or its table does not exist.</param>
/// <param name="OtherTable">
/// The first table that is nobody's bookkeeping; null if there is none, or if revisions are applied and it does not matter.
/// </param>
/// <param name="ReadOnly">Why the database cannot be written to: a standby, a read-only setting or file. Null if it can.</param>
internal sealed record RecordedState(
    bool HasVersionTable,
    IReadOnlyList<AppliedVersion> Applied,
    StepCheckpoint? InProgress,
    IReadOnlyList<string>? ForeignIds,
    string? OtherTable,
    string? ReadOnly)
{
    /// <summary>A database with nothing in it.</summary>
    public static RecordedState Empty { get; } = new(
        HasVersionTable: false, [], InProgress: null, ForeignIds: null, OtherTable: null, ReadOnly: null);

    /// <summary>The schema that unqualified names of steps mean; null where the engine has none.</summary>
    public string? Schema { get; init; }

    /// <summary>Why revisions cannot run on this server, whatever they do; null if they can.</summary>
    public PrerequisiteMissingException? Unsupported { get; init; }

    /// <summary>What migrations left to be done, by revision and name; nothing where an older build's table holds it.</summary>
    public IReadOnlyList<StoredBackfill> Backfills { get; init; } = [];

    /// <summary>The backfills that an upgrade carries out itself, and that are not done.</summary>
    public IEnumerable<StoredBackfill> Unfinished
        => Backfills.Where(b => b is { Mode: BackfillMode.Inline, State: not BackfillState.Done });

    /// <summary>True if no revision is applied and nobody else's table is there: then nobody can be using what a run creates.</summary>
    public bool IsEmpty => Applied.Count == 0 && InProgress is null && OtherTable is null;

    public AppliedPosition Position => new([.. Applied.Select(a => a.Version)], InProgress);
}
