namespace Letta.Migrations.Engines;

/// <summary>Data that a revision dropped, or would drop, because nothing takes it up.</summary>
/// <param name="Table">The table of the rows that held it.</param>
/// <param name="What">What is lost, e.g. "the API tokens".</param>
/// <param name="Rows">How many rows held it.</param>
public sealed record Loss(string Table, string What, long Rows)
{
    /// <summary>What, and how many rows of which table.</summary>
    public override string ToString() => $"{What}, {RowsOf(Rows, Table)}";

    /// <summary>How many rows of which table, in words.</summary>
    internal static string RowsOf(long rows, string table) => $"{rows} {(rows == 1 ? "row" : "rows")} of \"{table}\"";
}
