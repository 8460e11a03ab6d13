using FluentMigrator.Builders.Create.Index;
using FluentMigrator.Infrastructure;
using FluentMigrator.Model;
using FluentMigrator.Postgres;

namespace Letta.Migrations.Authoring;

/// <summary>
/// What an index can be beyond FluentMigrator's words: over expressions, with an operator class, by any method. The rest is
/// FluentMigrator's: <c>NullsFirst()</c> and <c>NullsLast()</c> behind a direction, <c>Filter</c>, <c>Include</c> and <c>AsConcurrently</c>
/// behind <c>WithOptions()</c>.
/// </summary>
public static class IndexSyntax
{
    internal const string Class = "Migrations.IndexOperatorClass";

    private const string Expression = "Migrations.IndexExpression";
    private const string Method = "Migrations.IndexMethod";
    private const string MethodOptions = "Migrations.IndexOptions";

    /// <summary>The index is over an expression, where others are over a column.</summary>
    /// <param name="index">The index.</param>
    /// <param name="expression">Over the columns of a row, e.g. <c>lower(name)</c>; the same on both engines.</param>
    public static ICreateIndexColumnOptionsSyntax OnExpression(this ICreateIndexOnColumnSyntax index, string expression)
    {
        var term = index.OnColumn(expression);
        ((ICreateIndexMoreColumnOptionsSyntax)term).CurrentColumn.AdditionalFeatures[Expression] = true;
        return term;
    }

    /// <summary>How the values of the column or expression before are compared, e.g. <c>vector_cosine_ops</c>; nothing on SQLite.</summary>
    public static ICreateIndexMoreColumnOptionsSyntax OperatorClass(this ICreateIndexMoreColumnOptionsSyntax index, string name)
    {
        index.CurrentColumn.AdditionalFeatures[Class] = name;
        return index;
    }

    /// <summary>How the index is organized on Postgres, and the options of its method; on SQLite every index is a B-tree.</summary>
    /// <param name="index">The index.</param>
    /// <param name="method">E.g. <c>gin</c> or <c>hnsw</c>.</param>
    /// <param name="options">Each as <c>name=value</c>, e.g. <c>m=16</c>.</param>
    public static ICreateIndexOptionsSyntax Using(this ICreateIndexOptionsSyntax index, string method, params string[] options)
    {
        var features = ((ISupportAdditionalFeatures)index).AdditionalFeatures;
        features[Method] = method;
        features[MethodOptions] = options;
        return index;
    }

    /// <summary>Makes one NULL equal another in a unique index: <c>NULLS NOT DISTINCT</c>, Postgres 15 and newer; SQLite too.</summary>
    public static ICreateIndexOptionsSyntax NullsNotDistinct(this ICreateIndexOptionsSyntax index)
    {
        ((ISupportAdditionalFeatures)index).AdditionalFeatures[PostgresExtensions.IndexColumnNullsDistinct] = false;
        return index;
    }

    internal static bool IsExpression(IndexColumnDefinition term) => term.AdditionalFeatures.ContainsKey(Expression);

    /// <summary>The operator class, or null.</summary>
    internal static string? ClassOf(IndexColumnDefinition term) => Feature<string>(term, Class);

    /// <summary>The method, or null where it is not said.</summary>
    internal static string? MethodOf(IndexDefinition index) => Feature<string>(index, Method);

    internal static IReadOnlyList<string> OptionsOf(IndexDefinition index) => Feature<string[]>(index, MethodOptions) ?? [];

    /// <summary>The condition on the rows it holds, or null.</summary>
    internal static string? FilterOf(IndexDefinition index)
        => Feature<string>(index, PostgresExtensions.IndexFilter) is { } filter && !string.IsNullOrWhiteSpace(filter) ? filter : null;

    internal static bool NullsAreEqual(IndexDefinition index)
        => index.Columns.Append<ISupportAdditionalFeatures>(index)
            .Select(f => Feature<object>(f, PostgresExtensions.IndexColumnNullsDistinct))
            .FirstOrDefault(d => d is not null) is false;

    private static T? Feature<T>(ISupportAdditionalFeatures of, string name)
        where T : class
        => of.AdditionalFeatures.TryGetValue(name, out var value) ? (T)value : null;
}
