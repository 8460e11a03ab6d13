using System.Data;
using FluentMigrator.Expressions;
using FluentMigrator.Model;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;
using static Letta.Migrations.Running.StepDescriptions.SchemaChange;

namespace Letta.Migrations.Running.StepDescriptions;

/// <summary>What a step does to the schema, in words. Every kind of step has its words, or none because it is about rows.</summary>
internal static class StepDescriber
{
    /// <exception cref="NotSupportedException">It is a kind of step that nobody has put into words yet.</exception>
    public static IEnumerable<SchemaChange> Of(IMigrationExpression step) => step switch
    {
        AlterTableExpression => [], // Announces the changes of its columns, which are steps of their own.
        RefuseRowsExpression
            or LosesExpression
            or RefuseRevisionExpression
            or IrreversibleExpression
            or BackfillExpression
            or RequiresExpression
            or FillExpression
            => [],
        ExecuteSqlStatementExpression
            or InsertDataExpression
            or UpdateDataExpression
            or DeleteDataExpression
            or PerformDBOperationExpression
            => [],
        RevisionExpression ours => [Of(ours)],
        CreateConstraintExpression { Constraint: var made } => [new(Added, KindOf(made), made.ConstraintName)],
        DeleteConstraintExpression { Constraint: var gone } => [new(Dropped, KindOf(gone), gone.ConstraintName)],
        CreateForeignKeyExpression { ForeignKey: var made } => [new(Added, "foreign key", made.Name, After: Rules(made))],
        DeleteForeignKeyExpression { ForeignKey: var gone } => [new(Dropped, "foreign key", gone.Name)],
        CreateIndexExpression { Index: var made } index => [new(Added, "index", made.Name, After: Options(index))],
        DeleteIndexExpression { Index: var gone } => [new(Dropped, "index", gone.Name)],
        CreateSequenceExpression { Sequence: var made } => [new(Added, "sequence", made.Name)],
        DeleteSequenceExpression gone => [new(Dropped, "sequence", gone.SequenceName)],
        _ => OfTable(step),
    };

    private static IEnumerable<SchemaChange> OfTable(IMigrationExpression step) => step switch
    {
        CreateTableExpression made => [new(Added, "table", made.TableName)],
        DeleteTableExpression gone => [new(Dropped, "table", gone.TableName)],
        RenameTableExpression renamed => [new("", "table", renamed.OldName, After: $"is now `{renamed.NewName}`")],
        CreateColumnExpression made => [new(Added, "", made.TableName, made.Column.Name)],
        DeleteColumnExpression gone => gone.ColumnNames.Select(column => new SchemaChange(Dropped, "", gone.TableName, column)),
        RenameColumnExpression renamed => [new("", "", renamed.TableName, renamed.OldName, $"is now `{renamed.NewName}`")],
        AlterColumnExpression altered => [new("", "", altered.TableName, altered.Column.Name, $"→ {ColumnDescriber.Of(altered.Column)}")],
        AlterDefaultConstraintExpression altered => [new("", "", altered.TableName, altered.ColumnName, "→ another default")],
        DeleteDefaultConstraintExpression gone => [new("", "", gone.TableName, gone.ColumnName, "→ no default")],
        _ => throw NoWords(step),
    };

    private static SchemaChange Of(RevisionExpression step) => step switch
    {
        CreateCheckExpression made => new(Added, "check", made.Name),
        DropCheckExpression gone => new(Dropped, "check", gone.Name),
        CreateEnumExpression made => new(Added, "enum", made.Name),
        DropEnumExpression gone => new(Dropped, "enum", gone.Name),
        ChangeEnumExpression changed => new("", "enum", changed.Name, After: Labels(changed)),
        CreateExtensionExpression made => new(Added, "extension", made.Name),
        DrawFromSequenceExpression draws => new("", "", draws.Table, draws.Column, $"draws from `{draws.Sequence}`"),
        StopDrawingExpression stops => new("", "", stops.Table, stops.Column, "draws from no sequence"),
        SequenceExpression { IsNew: true } made => new(Added, "sequence", made.Name),
        SequenceExpression changed => new("", "sequence", changed.Name, After: "→ another"),
        ChangeIdentityExpression changed => new("", "", changed.Table, changed.Column, $"→ {IdentityOf(changed.To)}"),
        CommentExpression { Column: { } column } said => new("", "", said.Table, column, Comment(said)),
        CommentExpression said => new("", "table", said.Table, After: Comment(said)),
        SetNotNullIfFilledExpression altered => new("", "", altered.Table, altered.Column, "→ not null"),
        _ => throw NoWords(step),
    };

    private static string KindOf(ConstraintDefinition constraint) => constraint.IsPrimaryKeyConstraint ? "primary key" : "unique";

    private static string IdentityOf(IdentityKind kind) => kind switch
    {
        IdentityKind.Always => "identity always",
        IdentityKind.ByDefault => "identity",
        _ => "no identity",
    };

    private static string Comment(CommentExpression said) => said.Comment is null ? "→ no comment" : "→ another comment";

    private static string Options(CreateIndexExpression index)
        => (index.Index.IsUnique, index.AdditionalFeatures.ContainsKey(PostgresExtensions.Concurrently)) switch
        {
            (true, true) => "(unique, concurrently)",
            (true, false) => "(unique)",
            (false, true) => "(concurrently)",
            _ => "",
        };

    private static string Rules(ForeignKeyDefinition key)
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
        var translated = string.Join(", ", rules.OfType<string>());
        return translated.Length == 0 ? "" : $"({translated})";
    }

    private static string Labels(ChangeEnumExpression changed)
        => string.Join(
            ", ",
            changed.To.Except(changed.From).Select(l => $"{Added} '{l}'")
                .Concat(changed.From.Except(changed.To).Select(l => $"{Dropped} '{l}'")));

    private static NotSupportedException NoWords(IMigrationExpression step)
        => new($"{step.GetType().Name} has no words in the history's page yet; give it some in {nameof(StepDescriber)}.");
}
