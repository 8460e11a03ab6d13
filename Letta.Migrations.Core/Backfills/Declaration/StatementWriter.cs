namespace Letta.Migrations.Backfills;

/// <summary>One statement for all rows of a batch.</summary>
/// <param name="table">The table.</param>
/// <param name="sql">The statement, with <see cref="RunStatement.Range"/> in it.</param>
internal sealed class StatementWriter(BackfillTable table, string sql) : BatchWriter
{
    public override Written Write(IBackfillSession session, KeyRange range)
    {
        var rows = session.Execute(
            sql.Replace(RunStatement.Range, $"({range.Condition(table.Key)})", StringComparison.Ordinal), [.. range.Values(table.Key)]);
        return new Written(Math.Max(0, rows), []); // -1 is what a SELECT tells.
    }
}
