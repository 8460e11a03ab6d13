using Letta.Migrations.Backfills;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Authoring;

/// <summary>What a backfill does, to which rows, and who carries it out; see <c>Revision.Backfill</c>.</summary>
public sealed class BackfillSyntax
{
    private readonly BackfillExpression _expression;
    private readonly bool _onPostgres;

    internal BackfillSyntax(BackfillExpression expression, bool onPostgres) => (_expression, _onPostgres) = (expression, onPostgres);

    /// <summary>
    /// The columns along which the table is walked: those of its primary key or of another unique index, all of them. Without it,
    /// <c>id</c>.
    /// </summary>
    /// <param name="columns">The columns.</param>
    public BackfillSyntax Key(params string[] columns) => Change(b => b with { Key = [.. columns] });

    /// <summary>Gives a column the value of an expression; said again for more columns, which are written together.</summary>
    /// <param name="column">The column.</param>
    /// <param name="value">SQL that means the same on both engines; it names columns of the row by the table's name.</param>
    public BackfillSyntax Set(string column, string value)
        => Do(work => work switch
        {
            null => new SetColumns([(column, value)]),
            SetColumns set => new SetColumns([.. set.Values, (column, value)]),
            _ => null,
        });

    /// <summary>The same, with an expression for each engine.</summary>
    /// <param name="column">The column.</param>
    /// <param name="postgres">The value on Postgres.</param>
    /// <param name="sqlite">The value on SQLite.</param>
    public BackfillSyntax Set(string column, string postgres, string sqlite) => Set(column, _onPostgres ? postgres : sqlite);

    /// <summary>Runs one SQL statement for each batch, which means the same on both engines.</summary>
    /// <param name="sql">
    /// The statement, without a trailing semicolon. <c>{range}</c> in it stands for the condition that means the rows of the batch, by the
    /// table's own name, so that the table has no other one there.
    /// </param>
    public BackfillSyntax Statement(string sql) => Do(work => work is null ? new RunStatement(sql) : null);

    /// <summary>The same, with a statement for each engine.</summary>
    /// <param name="postgres">The statement on Postgres.</param>
    /// <param name="sqlite">The statement on SQLite.</param>
    public BackfillSyntax Statement(string postgres, string sqlite) => Statement(_onPostgres ? postgres : sqlite);

    /// <summary>Makes new values of each row in C#, on all cores, and writes those of a batch with one statement.</summary>
    /// <param name="reads">The columns that are read.</param>
    /// <param name="writes">The columns that are written.</param>
    /// <param name="transform">
    /// The new values, as text, in the order of <paramref name="writes"/>. It depends on nothing but the row. A row for which it throws is
    /// left as it is and reported by its key, and the others go on.
    /// </param>
    public BackfillSyntax Rows(string[] reads, string[] writes, Func<BackfillRow, IReadOnlyList<string?>> transform)
        => Do(work => work is null ? new TransformRows([.. reads], [.. writes], transform) : null);

    /// <summary>Which rows wait for it; those that do it no more when they are done are found, too, if they come while it runs.</summary>
    /// <param name="condition">SQL that means the same on both engines.</param>
    public BackfillSyntax Where(string condition) => Change(b => b with { Where = condition });

    /// <summary>The same, with a condition for each engine.</summary>
    /// <param name="postgres">The condition on Postgres.</param>
    /// <param name="sqlite">The condition on SQLite.</param>
    public BackfillSyntax Where(string postgres, string sqlite) => Where(_onPostgres ? postgres : sqlite);

    /// <summary>
    /// Lets the upgrade record it as due and go on: <c>backfill run</c> carries it out beside the applications. A revision that needs
    /// it done says <c>Requires</c>.
    /// </summary>
    public BackfillSyntax Online() => Change(b => b with { IsOnline = true });

    private BackfillSyntax Do(Func<BackfillWork?, BackfillWork?> next)
        => Change(b => b with
        {
            Work = next(b.Work) ?? throw new ConfigurationException(
                $"The backfill \"{b.Name}\" does two things.",
                "Give it one of .Set(…), .Statement(…) and .Rows(…), and declare another for the rest."),
        });

    private BackfillSyntax Change(Func<Backfill, Backfill> change)
    {
        _expression.Backfill = change(_expression.Backfill);
        return this;
    }
}
