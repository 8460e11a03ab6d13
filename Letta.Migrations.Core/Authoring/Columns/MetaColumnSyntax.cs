using FluentMigrator;
using FluentMigrator.Builders.Alter.Table;
using FluentMigrator.Builders.Create.Table;
using FluentMigrator.Builders.Delete;
using FluentMigrator.Builders.Delete.Column;

namespace Letta.Migrations.Authoring;

/// <summary>
/// The columns that an application may keep on almost every table: <c>created_at</c>, <c>updated_at</c>, <c>is_deleted</c>,
/// <c>_created_by_id</c> and <c>_last_updated_by_id</c>.
/// </summary>
public static class MetaColumnSyntax
{
    private const string CreatedAt = "created_at";
    private const string UpdatedAt = "updated_at";
    private const string IsDeleted = "is_deleted";
    private const string CreatedBy = "_created_by_id";
    private const string LastUpdatedBy = "_last_updated_by_id";

    /// <summary>All five, in a table that is being created.</summary>
    public static ICreateTableColumnOptionOrWithColumnSyntax WithMetaColumns(this ICreateTableWithColumnSyntax table)
        => table
            .WithColumn(CreatedAt).AsTimestampTz().Nullable().WithDefault(SystemMethods.CurrentDateTime)
            .WithColumn(UpdatedAt).AsTimestampTz().Nullable().WithDefault(SystemMethods.CurrentDateTime)
            .WithColumn(IsDeleted).AsBoolean().NotNullable().WithDefaultValue(false)
            .WithColumn(CreatedBy).AsVarchar().Nullable()
            .WithColumn(LastUpdatedBy).AsVarchar().Nullable();

    /// <summary>All but <c>created_at</c>, in a table that has that one already.</summary>
    public static IAlterTableColumnOptionOrAddColumnOrAlterColumnSyntax AddMetaColumns(this IAlterTableAddColumnOrAlterColumnSyntax table)
        => table
            .AddColumn(UpdatedAt).AsTimestampTz().Nullable().WithDefault(SystemMethods.CurrentDateTime)
            .AddColumn(IsDeleted).AsBoolean().NotNullable().WithDefaultValue(false)
            .AddColumn(CreatedBy).AsVarchar().Nullable()
            .AddColumn(LastUpdatedBy).AsVarchar().Nullable();

    /// <summary>All five, in a table that has none of them.</summary>
    public static IAlterTableColumnOptionOrAddColumnOrAlterColumnSyntax AddAllMetaColumns(
        this IAlterTableAddColumnOrAlterColumnSyntax table)
        => table.AddColumn(CreatedAt).AsTimestampTz().Nullable().WithDefault(SystemMethods.CurrentDateTime).AddMetaColumns();

    /// <summary>Deletes all but <c>created_at</c>.</summary>
    public static IDeleteColumnFromTableSyntax MetaColumns(this IDeleteExpressionRoot delete)
        => delete.Column(UpdatedAt).Column(IsDeleted).Column(CreatedBy).Column(LastUpdatedBy);

    /// <summary>Also deletes all but <c>created_at</c>.</summary>
    public static IDeleteColumnFromTableSyntax AndMetaColumns(this IDeleteColumnFromTableSyntax columns)
        => columns.Column(UpdatedAt).Column(IsDeleted).Column(CreatedBy).Column(LastUpdatedBy);

    /// <summary>Also deletes all five.</summary>
    public static IDeleteColumnFromTableSyntax AndAllMetaColumns(this IDeleteColumnFromTableSyntax columns)
        => columns.Column(CreatedAt).AndMetaColumns();
}
