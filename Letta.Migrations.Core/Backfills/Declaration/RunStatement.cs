
namespace Letta.Migrations.Backfills;

/// <summary>Runs one SQL statement for each batch.</summary>
/// <param name="Sql">The statement; <see cref="Range"/> in it stands for the condition that means the rows of the batch.</param>
public sealed record RunStatement(string Sql) : BackfillWork
{
    /// <summary>What stands for the condition on the key.</summary>
    public const string Range = "{range}";

    internal override IEnumerable<string> Columns => [];

    internal override bool Means(BackfillWork other) => other is RunStatement statement && Sql == statement.Sql;

    internal override BatchWriter Writer(BackfillTable table, EncryptValues? encryption) => new StatementWriter(table, Sql);

    internal override void Check(Backfill backfill)
    {
        if (!Sql.Contains(Range, StringComparison.Ordinal))
        {
            throw Backfill.Wrong(
                $"The statement of the backfill \"{backfill.Name}\" has no {Range} in it: every batch would do all rows.",
                $"Put {Range} where the rows of \"{backfill.Table}\" are chosen: where {Range}");
        }

        if (backfill.Where is not null)
        {
            throw Backfill.Wrong(
                $"The backfill \"{backfill.Name}\" has a statement and a .Where(…) beside it, which the statement would not heed.",
                $"Write the condition into the statement: where {Range} and …");
        }
    }
}
