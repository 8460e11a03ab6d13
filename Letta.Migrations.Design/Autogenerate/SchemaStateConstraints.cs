using FluentMigrator.Infrastructure;
using FluentMigrator.Model;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;
using Letta.Migrations.Schema;
using Index = Letta.Migrations.Schema.Index;
using Rule = System.Data.Rule;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>Fluent keys, indexes and sequences as neutral values.</summary>
internal static class SchemaStateConstraints
{
    public static Constraint Of(ConstraintDefinition constraint)
        => constraint.IsPrimaryKeyConstraint
            ? new PrimaryKey(constraint.ConstraintName, [.. constraint.Columns])
            : new UniqueConstraint(constraint.ConstraintName, [.. constraint.Columns], UniqueNulls.AreEqual(constraint));

    public static Constraint Of(ForeignKeyDefinition key)
    {
        var extended = key as ExtendedForeignKey;
        return new ForeignKey(key.Name, [.. key.ForeignColumns], key.PrimaryTable, [.. key.PrimaryColumns])
        {
            OnDelete = extended is { RestrictsDelete: true } ? "restrict" : Action(key.OnDelete),
            OnUpdate = extended is { RestrictsUpdate: true } ? "restrict" : Action(key.OnUpdate),
            Deferral = extended?.Deferral?.ToLowerInvariant(),
        };
    }

    public static Index Of(IndexDefinition index) => new(index.Name, [.. index.Columns.Select(Term)])
    {
        Unique = index.IsUnique,
        NullsNotDistinct = index.IsUnique && IndexSyntax.NullsAreEqual(index),
        Method = IndexSyntax.MethodOf(index) is { } method and not "btree" ? method : null,
        Options = [.. IndexSyntax.OptionsOf(index).Order(StringComparer.Ordinal)],
        Included = [.. (Feature<IList<PostgresIndexIncludeDefinition>>(index, PostgresExtensions.IncludesList) ?? []).Select(i => i.Name)],
        Filter = IndexSyntax.FilterOf(index),
    };

    public static Sequence Of(SequenceExpression sequence)
        => new(sequence.Name, sequence.Type, sequence.Start, sequence.Increment, sequence.OwnedBy)
        {
            Least = sequence.Least,
            Largest = sequence.Largest,
            Cycles = sequence.Cycles,
        };

    public static Sequence Of(SequenceDefinition sequence)
        => new(sequence.Name, "bigint", sequence.StartWith ?? 1, sequence.Increment ?? 1, null)
        {
            Least = sequence.MinValue,
            Largest = sequence.MaxValue,
            Cycles = sequence.Cycle,
        };

    /// <summary>The columns of its own table that a constraint is about.</summary>
    public static IReadOnlyList<string> Columns(Constraint constraint) => constraint switch
    {
        PrimaryKey key => key.Columns,
        UniqueConstraint key => key.Columns,
        ForeignKey key => key.Columns,
        _ => [],
    };

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

    private static string? Action(Rule rule) => rule switch
    {
        Rule.Cascade => "cascade",
        Rule.SetNull => "set null",
        Rule.SetDefault => "set default",
        _ => null,
    };
}
