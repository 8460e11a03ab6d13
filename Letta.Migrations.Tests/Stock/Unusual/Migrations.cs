using System.Data;
using FluentMigrator;
using FluentMigrator.Runner.Conventions;
using FluentMigrator.Runner.Initialization;
using FluentMigrator.Runner.VersionTableInfo;
using Microsoft.Extensions.Options;

namespace Letta.Migrations.Tests.Stock.Unusual;

[VersionTableMetaData]
public sealed class OwnVersionTable(IConventionSet conventions, IOptions<RunnerOptions> options)
    : DefaultVersionTableMetaData(conventions, options)
{
    public override string TableName => "schema_versions";

    public override string ColumnName => "number";

    public override string AppliedOnColumnName => "applied_on";

    public override string DescriptionColumnName => "what";

    public override string UniqueIndexName => "uc_number";
}

/// <summary>Alterations, at which FluentMigrator's own runner throws or does nothing on SQLite.</summary>
[Migration(10)]
public sealed class CreateItems : Migration
{
    public override void Up()
    {
        Create.Table("items").WithColumn("id").AsInt32().PrimaryKey().WithColumn("name").AsString(10).Nullable()
            .WithColumn("group_id").AsInt32().Nullable();
        Create.Table("groups").WithColumn("id").AsInt32().PrimaryKey();
        Insert.IntoTable("items").Row(new { id = 1, name = "one" });
    }

    public override void Down()
    {
        Delete.Table("items");
        Delete.Table("groups");
    }
}

[Migration(11)]
public sealed class AlterItems(Names names) : Migration
{
    public override void Up()
    {
        Alter.Column("name").OnTable("items").AsString(100).NotNullable();
        Create.ForeignKey("fk_items_groups").FromTable("items").ForeignColumn("group_id").ToTable("groups").PrimaryColumn("id")
            .OnDelete(Rule.Cascade);
        Create.UniqueConstraint("uq_items").OnTable("items").Column("name");
        Insert.IntoTable("items").Row(new { id = 2, name = names.First });
    }

    public override void Down()
    {
        Delete.FromTable("items").Row(new { id = 2 });
        Delete.UniqueConstraint("uq_items").FromTable("items");
        Delete.ForeignKey("fk_items_groups").OnTable("items");
        Alter.Column("name").OnTable("items").AsString(10).Nullable();
    }
}

[Migration(123456789012345678)]
[Tags("wanted")]
public sealed class OnlyForward : ForwardOnlyMigration
{
    public override void Up() => Execute.EmbeddedScript("stock.sql");
}

/// <summary>What a migration is made with.</summary>
/// <param name="First">A name.</param>
public sealed record Names(string First);
