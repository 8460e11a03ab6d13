using FluentMigrator;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Stock.Guarded;

[Migration(1)]
public sealed class CreateParts : Migration
{
    public override void Up()
    {
        Create.Table("parts").WithColumn("id").AsInt32().PrimaryKey("pk_parts").WithColumn("name").AsString().Nullable();
        Execute.Sql("create table log (what text)");
    }

    public override void Down()
    {
        Delete.Table("log");
        Delete.Table("parts");
    }
}

/// <summary>Written for our runner, in the same assembly.</summary>
[Revision(3, "say which engine it is")]
public sealed class SayEngine : Revision
{
    private string Engine => OnPostgres ? "postgres" : "sqlite";

    public override void Up() => Create.Table(Engine).WithColumn("id").AsInt32().PrimaryKey($"pk_{Engine}");

    public override void Down() => Delete.Table(Engine);
}

/// <summary>Asks before each step whether it is done; the third of five needs a table that the test creates.</summary>
[Migration(2, TransactionBehavior.None)]
public sealed class ExtendParts : Migration
{
    public override void Up()
    {
        if (!Schema.Table("parts").Column("size").Exists())
            Create.Column("size").OnTable("parts").AsInt32().Nullable();
        if (!Schema.Table("boxes").Exists())
            Create.Table("boxes").WithColumn("id").AsInt32().PrimaryKey("pk_boxes");
        Execute.Sql("insert into log select what from gate");
        if (!Schema.Table("parts").Index("ix_parts_name").Exists())
            Create.Index("ix_parts_name").OnTable("parts").OnColumn("name");
        if (!Schema.Table("boxes").Column("label").Exists())
            Create.Column("label").OnTable("boxes").AsString().Nullable();
    }

    public override void Down()
    {
        Delete.Table("boxes");
        Delete.Index("ix_parts_name").OnTable("parts");
        Delete.Column("size").FromTable("parts");
    }
}
