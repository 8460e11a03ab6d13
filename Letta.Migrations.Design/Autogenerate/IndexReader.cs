using System.Globalization;
using Letta.Migrations.Design.Modelling;
using Letta.Migrations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Index = Letta.Migrations.Schema.Index;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>Reads an index from a model.</summary>
internal static class IndexReader
{
    public static Index Read(ITable table, ITableIndex index)
    {
        var mapped = index.MappedIndexes.First();
        return new Index(index.Name, [.. Terms(table, index, mapped)])
        {
            Unique = index.IsUnique,
            NullsNotDistinct = NullsNotDistinct(index),
            Method = mapped.GetMethod() is "btree" ? null : mapped.GetMethod(),
            Options =
            [
                .. mapped.GetStorageParameters().OrderBy(o => o.Key, StringComparer.Ordinal)
                    .Select(o => $"{o.Key}={Convert.ToString(o.Value, CultureInfo.InvariantCulture)?.ToLowerInvariant()}"),
            ],
            Included = [
                .. (mapped.GetIncludeProperties() ?? []).Select(
                    name => table.FindColumn(mapped.DeclaringEntityType.GetProperty(name))!.Name)
            ],
            Filter = index.Filter is null ? null : $"({index.Filter})",
        };
    }

    /// <summary>Whether, in a unique index, one NULL equals another.</summary>
    public static bool NullsNotDistinct(ITableIndex index) => index.IsUnique && index.MappedIndexes.First().GetAreNullsDistinct() is false;

    private static IEnumerable<IndexTerm> Terms(ITable table, ITableIndex index, IIndex mapped)
    {
        var columns = index.Columns.Select(c => c.Name).ToList();
        IReadOnlyList<string> terms = mapped.GetTsVectorConfig() is { } configuration
            ? [TextSearch.Vector(table, mapped.DeclaringEntityType, configuration, mapped.Properties.Select(p => p.Name))]
            : (IReadOnlyList<string>?)mapped.FindAnnotation(ModelAnnotations.Expressions)?.Value ?? columns;
        var (classes, nulls) = (mapped.GetOperators(), mapped.GetNullSortOrder());
        for (var i = 0; i < terms.Count; i++)
        {
            var descending = index.IsDescending is { } all && (all.Count == 0 || (i < all.Count && all[i]));
            var isColumn = table.FindColumn(terms[i]) is not null;
            yield return new IndexTerm(terms[i], descending)
            {
                IsExpression = !isColumn,
                OperatorClass = classes is not null && i < classes.Count && classes[i] is { Length: > 0 } name ? name : null,
                NullsFirst = nulls is null || i >= nulls.Count ? null : NullsFirst(nulls[i], descending),
            };
        }
    }

    /// <summary>Null where NULLs stand as they do when nothing is said: last, or first where the term descends.</summary>
    private static bool? NullsFirst(NullSortOrder order, bool descending) => order switch
    {
        NullSortOrder.NullsFirst when !descending => true,
        NullSortOrder.NullsLast when descending => false,
        _ => null,
    };
}
