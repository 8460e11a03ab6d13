namespace Letta.Migrations.Engines;

/// <summary>A backfill that an upgrade carries out itself, and that is not done.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Version">The revision that left it.</param>
internal sealed record UnfinishedBackfill(string Name, long Version)
{
    /// <summary>Finds them, where the table has the column <c>mode</c>, which it did not have at first.</summary>
    public const string Query = $"select name, version from {Backfills.BackfillLedger.Table} where cast(mode as text) = 'inline' and cast(state as text) <> 'done' order by version, name";
}
