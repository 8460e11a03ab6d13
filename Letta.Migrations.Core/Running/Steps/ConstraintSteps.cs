using FluentMigrator.Expressions;
using FluentMigrator.Model;
using Letta.Migrations.Authoring;
using Letta.Migrations.Schema;
using Rule = System.Data.Rule;

namespace Letta.Migrations.Running.Steps;

internal sealed class CreateConstraintStep(CreateConstraintExpression expression) : StockSchemaStep
{
    private readonly ConstraintDefinition _made = expression.Constraint;

    public override void WriteCanonicalText(CanonicalLines lines) => StockConstraint.Write(_made, lines.Line("create constraint"));

    public override IEnumerable<SchemaChange> Describe()
        => [new(SchemaChange.Added, StockConstraint.KindOf(_made), _made.ConstraintName)];

    public override void ApplyTo(SchemaState state) => state.Add(_made.TableName, StockConstraint.ToSchema(_made));
}

internal sealed class DropConstraintStep(DeleteConstraintExpression expression) : StockSchemaStep
{
    private readonly ConstraintDefinition _gone = expression.Constraint;

    public override void WriteCanonicalText(CanonicalLines lines) => StockConstraint.Write(_gone, lines.Line("drop constraint"));

    public override IEnumerable<SchemaChange> Describe()
        => [new(SchemaChange.Dropped, StockConstraint.KindOf(_gone), _gone.ConstraintName)];

    public override void ApplyTo(SchemaState state) => state.DropConstraint(_gone.TableName, _gone.ConstraintName);
}

internal sealed class CreateForeignKeyStep(CreateForeignKeyExpression expression) : StockStep
{
    private readonly ForeignKeyDefinition _made = expression.ForeignKey;

    public override void WriteCanonicalText(CanonicalLines lines) => StockForeignKey.Write(_made, lines.Line("create foreign key"));

    public override IEnumerable<SchemaChange> Describe()
        => [new(SchemaChange.Added, "foreign key", _made.Name, After: StockForeignKey.Rules(_made))];

    public override void ApplyTo(SchemaState state) => state.Add(_made.ForeignTable, StockForeignKey.ToSchema(_made));

    public override void NoteDataChanges(IDataChanges changes)
        => changes.Acts(new KeyAction(_made.ForeignTable, _made.PrimaryTable, _made.OnDelete != Rule.None, _made.OnUpdate != Rule.None));
}

internal sealed class DropForeignKeyStep(DeleteForeignKeyExpression expression) : StockSchemaStep
{
    private readonly ForeignKeyDefinition _gone = expression.ForeignKey;

    public override void WriteCanonicalText(CanonicalLines lines) => StockForeignKey.Write(_gone, lines.Line("drop foreign key"));

    public override IEnumerable<SchemaChange> Describe() => [new(SchemaChange.Dropped, "foreign key", _gone.Name)];

    public override void ApplyTo(SchemaState state) => state.DropConstraint(_gone.ForeignTable, _gone.Name);
}

internal static class StockConstraint
{
    public static Constraint ToSchema(ConstraintDefinition constraint)
        => constraint.IsPrimaryKeyConstraint
            ? new PrimaryKey(constraint.ConstraintName, [.. constraint.Columns])
            : new UniqueConstraint(constraint.ConstraintName, [.. constraint.Columns], UniqueNulls.AreEqual(constraint));

    public static string KindOf(ConstraintDefinition constraint) => constraint.IsPrimaryKeyConstraint ? "primary key" : "unique";

    public static void Write(ConstraintDefinition constraint, CanonicalLines lines)
        => lines.With("schema", constraint.SchemaName).With("table", constraint.TableName).With("name", constraint.ConstraintName)
            .With("primary", constraint.IsPrimaryKeyConstraint).With("columns", constraint.Columns).With(constraint.AdditionalFeatures);
}

internal static class StockForeignKey
{
    public static Constraint ToSchema(ForeignKeyDefinition key)
    {
        var extended = key as ExtendedForeignKey;
        return new ForeignKey(key.Name, [.. key.ForeignColumns], key.PrimaryTable, [.. key.PrimaryColumns])
        {
            OnDelete = extended is { RestrictsDelete: true } ? "restrict" : Action(key.OnDelete),
            OnUpdate = extended is { RestrictsUpdate: true } ? "restrict" : Action(key.OnUpdate),
            Deferral = extended?.Deferral?.ToLowerInvariant(),
        };
    }

    public static void Write(ForeignKeyDefinition key, CanonicalLines lines)
    {
        var extended = key as ExtendedForeignKey;
        lines.With("name", key.Name)
            .With("schema", key.ForeignTableSchema).With("table", key.ForeignTable).With("columns", key.ForeignColumns)
            .With("parent schema", key.PrimaryTableSchema).With("parent", key.PrimaryTable).With("keys", key.PrimaryColumns)
            .With("on delete", Named(key.OnDelete)).With("on update", Named(key.OnUpdate))
            .With("restricts delete", extended?.RestrictsDelete).With("restricts update", extended?.RestrictsUpdate)
            .With("deferral", extended?.Deferral);
    }

    /// <summary>What it does when rows of the parent are deleted or changed, for a reader; empty for the usual.</summary>
    public static string Rules(ForeignKeyDefinition key)
    {
        var extended = key as ExtendedForeignKey;
        string?[] rules =
        [
            key.OnDelete switch
            {
                Rule.Cascade => "on delete cascade",
                Rule.SetNull => "on delete set null",
                Rule.SetDefault => "on delete set default",
                _ => extended?.RestrictsDelete is true ? "on delete restrict" : null,
            },
            key.OnUpdate switch
            {
                Rule.Cascade => "on update cascade",
                Rule.SetNull => "on update set null",
                Rule.SetDefault => "on update set default",
                _ => extended?.RestrictsUpdate is true ? "on update restrict" : null,
            },
            extended?.Deferral?.ToLowerInvariant(),
        ];
        var described = string.Join(", ", rules.OfType<string>());
        return described.Length == 0 ? "" : $"({described})";
    }

    private static object? Named(Rule rule) => rule == Rule.None ? null : rule;

    private static string? Action(Rule rule) => rule switch
    {
        Rule.Cascade => "cascade",
        Rule.SetNull => "set null",
        Rule.SetDefault => "set default",
        _ => null,
    };
}
