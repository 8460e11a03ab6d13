using FluentMigrator;
using FluentMigrator.Exceptions;
using FluentMigrator.Expressions;
using FluentMigrator.Model;
using Letta.Migrations.Product;

namespace Letta.Migrations.Running;

/// <summary>
/// The steps of a migration as FluentMigrator's own runner carries them out on SQLite: keys have no names, unique constraints are indexes,
/// and what its generator leaves out is left out. At what it throws, the step is carried out as it is said.
/// </summary>
/// <param name="dialect">How it is spelled there.</param>
internal sealed class StockSqliteSteps(StockDialect dialect)
{
    public IReadOnlyList<IMigrationExpression> Translate(IReadOnlyList<IMigrationExpression> steps)
    {
        var within = steps.OfType<CreateTableExpression>().SelectMany(t => t.Columns)
            .Select(c => c.ForeignKey).OfType<ForeignKeyDefinition>()
            .ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. steps.SelectMany(step => Translate(step, within))];
    }

    private IEnumerable<IMigrationExpression> Translate(IMigrationExpression step, HashSet<object?> within) => step switch
    {
        CreateTableExpression e => Table(e),
        CreateForeignKeyExpression e => within.Contains(e.ForeignKey) || !IsLeftOut(g => g.Generate(e)) ? [e] : [],
        DeleteForeignKeyExpression e => IsLeftOut(g => g.Generate(e)) ? [] : [e],
        AlterColumnExpression e => IsLeftOut(g => g.Generate(e)) ? [] : [e],
        AlterDefaultConstraintExpression e => IsLeftOut(g => g.Generate(e)) ? [] : [e],
        DeleteDefaultConstraintExpression e => IsLeftOut(g => g.Generate(e)) ? [] : [e],
        CreateConstraintExpression { Constraint: { IsUniqueConstraint: true } key } => [Index(key)],
        DeleteConstraintExpression { Constraint: { IsUniqueConstraint: true } key } => [DropIndex(key)],
        _ => [step],
    };

    private static IEnumerable<IMigrationExpression> Table(CreateTableExpression table)
    {
        foreach (var column in table.Columns)
            column.PrimaryKeyName = null;
        yield return table;
        foreach (var column in table.Columns.Where(c => c.IsUnique))
        {
            var unique = new CreateConstraintExpression(ConstraintType.Unique);
            (unique.Constraint.TableName, unique.Constraint.ConstraintName) = (table.TableName, "");
            unique.Constraint.Columns.Add(column.Name);
            yield return unique;
        }
    }

    private static CreateIndexExpression Index(ConstraintDefinition key)
    {
        var index = new CreateIndexExpression
        {
            Index = { Name = key.ConstraintName, TableName = key.TableName, SchemaName = key.SchemaName, IsUnique = true },
        };
        foreach (var column in key.Columns)
            index.Index.Columns.Add(new IndexColumnDefinition { Name = column });
        return index;
    }

    private static DeleteIndexExpression DropIndex(ConstraintDefinition key)
        => new() { Index = { Name = key.ConstraintName, TableName = key.TableName, SchemaName = key.SchemaName } };

    private bool IsLeftOut(Func<IMigrationGenerator, string> generate)
    {
        try
        {
            return string.IsNullOrEmpty(generate(dialect.SqliteGenerator));
        }
        catch (DatabaseOperationNotSupportedException)
        {
            return false;
        }
    }
}
