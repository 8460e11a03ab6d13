using System.Data;
using FluentMigrator.Expressions;
using FluentMigrator.Model;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.Running.Checksums;

/// <summary>Constraints, foreign keys, indexes and sequences.</summary>
internal static class KeySteps
{
    public static bool TrySay(IMigrationExpression step, CanonicalLines lines)
    {
        switch (step)
        {
            case CreateConstraintExpression { Constraint: var made }:
                Say(made, lines.Line("create constraint"));
                return true;
            case DeleteConstraintExpression { Constraint: var gone }:
                Say(gone, lines.Line("drop constraint"));
                return true;
            case CreateForeignKeyExpression { ForeignKey: var made }:
                Say(made, lines.Line("create foreign key"));
                return true;
            case DeleteForeignKeyExpression { ForeignKey: var gone }:
                Say(gone, lines.Line("drop foreign key"));
                return true;
            case CreateIndexExpression { Index: var made } index:
                Say(made, lines.Line("create index").With(index.AdditionalFeatures));
                return true;
            case DeleteIndexExpression { Index: var gone } index:
                Say(gone, lines.Line("drop index").With(index.AdditionalFeatures));
                return true;
            case CreateSequenceExpression { Sequence: var made }:
                lines.Line("create sequence").With("schema", made.SchemaName).With("sequence", made.Name)
                    .With("increment", made.Increment).With("min", made.MinValue).With("max", made.MaxValue)
                    .With("start", made.StartWith).With("cache", made.Cache).With("cycle", made.Cycle);
                return true;
            case DeleteSequenceExpression gone:
                lines.Line("drop sequence").With("schema", gone.SchemaName).With("sequence", gone.SequenceName);
                return true;
            default:
                return false;
        }
    }

    private static void Say(ConstraintDefinition constraint, CanonicalLines lines)
        => lines.With("schema", constraint.SchemaName).With("table", constraint.TableName).With("name", constraint.ConstraintName)
            .With("primary", constraint.IsPrimaryKeyConstraint).With("columns", constraint.Columns).With(constraint.AdditionalFeatures);

    private static void Say(ForeignKeyDefinition key, CanonicalLines lines)
    {
        var extended = key as ExtendedForeignKey;
        lines.With("name", key.Name)
            .With("schema", key.ForeignTableSchema).With("table", key.ForeignTable).With("columns", key.ForeignColumns)
            .With("parent schema", key.PrimaryTableSchema).With("parent", key.PrimaryTable).With("keys", key.PrimaryColumns)
            .With("on delete", Named(key.OnDelete)).With("on update", Named(key.OnUpdate))
            .With("restricts delete", extended?.RestrictsDelete).With(
                "restricts update", extended?.RestrictsUpdate).With("deferral", extended?.Deferral);
    }

    private static object? Named(Rule rule) => rule == Rule.None ? null : rule;

    private static void Say(IndexDefinition index, CanonicalLines lines)
    {
        lines.With("schema", index.SchemaName).With("table", index.TableName).With("name", index.Name)
            .With("unique", index.IsUnique).With("clustered", index.IsClustered);
        foreach (var column in index.Columns)
            lines.Line("-").With("column", column.Name).With("direction", column.Direction).With(column.AdditionalFeatures);
    }
}
