namespace Letta.Migrations.Engines;

/// <summary>What is in a database, and roughly how much.</summary>
/// <param name="Schema">The schema; null where the engine has none.</param>
/// <param name="Tables">The names of all tables, whoever made them, but for those of extensions.</param>
/// <param name="Rows">How many rows they have together; on Postgres by its statistics.</param>
internal sealed record DatabaseContents(string? Schema, IReadOnlyList<string> Tables, long Rows)
{
    /// <summary>Nothing.</summary>
    public static DatabaseContents None { get; } = new(Schema: null, [], Rows: 0);
}
