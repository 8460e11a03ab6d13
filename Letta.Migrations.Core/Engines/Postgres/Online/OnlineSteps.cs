using FluentMigrator.Expressions;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;
using Letta.Migrations.Product;

namespace Letta.Migrations.Engines.Postgres.Online;

/// <summary>
/// Divides a revision with TransactionBehavior.None into steps that are committed one by one. A statement that would read a whole table
/// while it keeps writers or readers out becomes two or three that do not: what they leave in the catalog is the same.
/// </summary>
internal sealed class OnlineSteps
{
    private readonly PostgresRevisionQuoter _quoter;
    private readonly PostgresRevisionGenerator _generator;
    private readonly string _schema;
    private readonly OwnTables _own;

    public OnlineSteps(string schema, OwnTables own)
    {
        (_schema, _own) = (schema, own);
        _generator = PostgresRevisionGenerator.For(schema, own.Stock);
        _quoter = _generator.RevisionQuoter;
    }

    /// <param name="expressions">What the revision does, in order.</param>
    /// <param name="inUse">False if nobody can be using the tables.</param>
    public IReadOnlyList<RevisionStep> Divide(IReadOnlyList<IMigrationExpression> expressions, bool inUse)
    {
        if (!inUse)
        {
            foreach (var index in expressions.OfType<CreateIndexExpression>())
                index.AdditionalFeatures.Remove(PostgresExtensions.Concurrently);
            return [new RevisionStep(expressions)];
        }

        List<RevisionStep> steps = [.. expressions.SelectMany(StepsOf)];
        return steps.Count > 0 ? steps : [new RevisionStep([])];
    }

    private IEnumerable<RevisionStep> StepsOf(IMigrationExpression expression) => expression switch
    {
        IrreversibleExpression => [],
        CreateIndexExpression index when index.AdditionalFeatures.ContainsKey(PostgresExtensions.Concurrently)
            => [new RevisionStep([index], Alone: true)],
        FillExpression fill => [new RevisionStep([fill], Alone: true)], // In batches, and only where there is no value yet.
        DeleteIndexExpression index => [new RevisionStep([Step(p => Drop(p, index))], Alone: true)],
        // As in FluentMigrator's own runner; whether it can be repeated is its author's business there.
        ExecuteSqlStatementExpression sql when _own.Stock is not null && ConcurrentSql.Is(sql.SqlStatement)
            => [new RevisionStep([sql], Alone: true)],
        CreateForeignKeyExpression key => Steps(ForeignKey(key)),
        CreateCheckExpression check => Steps(Check(check)),
        AlterColumnExpression { Column.IsNullable: false } column => Steps(column),
        _ => [new RevisionStep([expression])],
    };

    private static IEnumerable<RevisionStep> Steps(OnlineConstraint constraint)
        => [new RevisionStep([Step(constraint.Add)]), new RevisionStep([Step(constraint.Validate)])];

    /// <summary>Where a valid CHECK says that there is no NULL, SET NOT NULL does not look for one (Postgres 12 and newer).</summary>
    private IEnumerable<RevisionStep> Steps(AlterColumnExpression alteration)
    {
        var notNull = new OnlineNotNull(_quoter, _own, Table(alteration.TableName), alteration.TableName, alteration.Column.Name);
        return
        [
            new RevisionStep([Step(notNull.Add)]),
            new RevisionStep([Step(notNull.Validate)]),
            new RevisionStep([alteration, Step(notNull.Drop)]),
        ];
    }

    private OnlineConstraint ForeignKey(CreateForeignKeyExpression expression)
    {
        var key = expression.ForeignKey;
        var filled = key.ForeignColumns.Select(c => $"t.{_quoter.Quote(c)} is not null");
        var same = key.ForeignColumns.Zip(key.PrimaryColumns, (from, to) => $"p.{_quoter.Quote(to)} = t.{_quoter.Quote(from)}");
        return new OnlineConstraint(
            Table(key.ForeignTable),
            _quoter.Quote(key.Name),
            _generator.Generate(expression).TrimEnd(';'),
            $"The foreign key \"{key.Name}\" cannot be validated: rows of \"{key.ForeignTable}\" refer to no row of "
                + $"\"{key.PrimaryTable}\".",
            $"select t.* from {Table(key.ForeignTable)} t where {string.Join(" and ", filled)} "
            + $"and not exists (select 1 from {Table(key.PrimaryTable)} p where {string.Join(" and ", same)})");
    }

    private OnlineConstraint Check(CreateCheckExpression check)
        => new(
            Table(check.Table),
            _quoter.Quote(check.Name),
            $"ALTER TABLE {Table(check.Table)} ADD CONSTRAINT {_quoter.Quote(check.Name)} CHECK ({check.Condition})",
            $"The check \"{check.Name}\" cannot be validated: rows of \"{check.Table}\" do not meet it.",
            $"select * from {Table(check.Table)} where not ({check.Condition})");

    private void Drop(PostgresRevisionProcessor processor, DeleteIndexExpression expression)
        => processor.Send($"DROP INDEX CONCURRENTLY IF EXISTS {Table(expression.Index.Name)}");

    private static PostgresStep Step(Action<PostgresRevisionProcessor> carryOut) => new(carryOut);

    private string Table(string name) => _quoter.QuoteTableName(name, _schema);
}
