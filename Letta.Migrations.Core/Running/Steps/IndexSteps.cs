using FluentMigrator.Expressions;
using FluentMigrator.Infrastructure;
using FluentMigrator.Model;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;
using Letta.Migrations.Schema;
using Index = Letta.Migrations.Schema.Index;

namespace Letta.Migrations.Running.Steps;

internal sealed class CreateIndexStep(CreateIndexExpression expression) : StockSchemaStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
        => StockIndex.Write(expression.Index, lines.Line("create index").With(expression.AdditionalFeatures));

    public override IEnumerable<SchemaChange> Describe() => [new(SchemaChange.Added, "index", expression.Index.Name, After: Options())];

    public override void ApplyTo(SchemaState state) => state.Add(expression.Index.TableName, StockIndex.ToSchema(expression.Index));

    private string Options()
    {
        var concurrently = expression.AdditionalFeatures.ContainsKey(PostgresExtensions.Concurrently);
        return (expression.Index.IsUnique, concurrently) switch
        {
            (true, true) => "(unique, concurrently)",
            (true, false) => "(unique)",
            (false, true) => "(concurrently)",
            _ => "",
        };
    }
}

internal sealed class DropIndexStep(DeleteIndexExpression expression) : StockSchemaStep
{
    public override void WriteCanonicalText(CanonicalLines lines)
        => StockIndex.Write(expression.Index, lines.Line("drop index").With(expression.AdditionalFeatures));

    public override IEnumerable<SchemaChange> Describe() => [new(SchemaChange.Dropped, "index", expression.Index.Name)];

    public override void ApplyTo(SchemaState state) => state.DropIndex(expression.Index.Name);
}

internal static class StockIndex
{
    public static Index ToSchema(IndexDefinition index) => new(index.Name, [.. index.Columns.Select(Term)])
    {
        Unique = index.IsUnique,
        NullsNotDistinct = index.IsUnique && IndexSyntax.NullsAreEqual(index),
        Method = IndexSyntax.MethodOf(index) is { } method and not "btree" ? method : null,
        Options = [.. IndexSyntax.OptionsOf(index).Order(StringComparer.Ordinal)],
        Included = [.. (Feature<IList<PostgresIndexIncludeDefinition>>(index, PostgresExtensions.IncludesList) ?? []).Select(i => i.Name)],
        Filter = IndexSyntax.FilterOf(index),
    };

    public static void Write(IndexDefinition index, CanonicalLines lines)
    {
        lines.With("schema", index.SchemaName).With("table", index.TableName).With("name", index.Name)
            .With("unique", index.IsUnique).With("clustered", index.IsClustered);
        foreach (var column in index.Columns)
            lines.Line("-").With("column", column.Name).With("direction", column.Direction).With(column.AdditionalFeatures);
    }

    private static IndexTerm Term(IndexColumnDefinition term) => new(term.Name, term.Direction is Direction.Descending)
    {
        IsExpression = IndexSyntax.IsExpression(term),
        OperatorClass = IndexSyntax.ClassOf(term),
        NullsFirst = Feature<PostgresIndexNullsSort>(term, PostgresExtensions.NullsSort) is { } nulls
            && (nulls.Sort is NullSort.First) != term.Direction is Direction.Descending
            ? nulls.Sort is NullSort.First
            : null,
    };

    private static T? Feature<T>(ISupportAdditionalFeatures of, string name)
        where T : class
        => of.AdditionalFeatures.TryGetValue(name, out var value) ? (T)value : null;
}
