using Letta.Migrations.Backfills;

namespace Letta.Migrations.Running;

/// <summary>Where a backfill of the applied revisions stands; read without writing anything.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Table">Its table.</param>
/// <param name="Revision">The revision that declares it.</param>
/// <param name="State">Whether it is due.</param>
/// <param name="Waiting">How many rows wait for it.</param>
/// <param name="RowsDone">How many rows were done since it was put off; 0 if it never was.</param>
public sealed record BackfillStatus(string Name, string Table, RevisionInfo Revision, BackfillState State, long Waiting, long RowsDone)
{
    internal Backfill Backfill { get; init; } = new(Name, Table, []);
}
