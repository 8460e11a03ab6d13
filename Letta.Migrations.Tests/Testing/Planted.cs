using Letta.Migrations.Authoring;
using Letta.Migrations.Running;

namespace Letta.Migrations.Tests.Testing;

/// <summary>A history without a fault, and revisions with one.</summary>
internal static class Planted
{
    public static MigrationDefinition Good { get; } = With(typeof(CreateItems), typeof(AddKind));

    public static MigrationDefinition With(params Type[] revisions)
        => new(MigrationProduct.Named("Planted"), () => RevisionSet.From(revisions));

    [Revision(20260101000000, "create items")]
    public sealed class CreateItems : Revision
    {
        public override void Up()
        {
            Create.Table("items")
                .WithColumn("id").AsInt64().PrimaryKey("items_pkey")
                .WithColumn("name").AsVarchar().NotNullable()
                .WithColumn("price").AsInt64().Nullable();
            Create.Index("ix_items_name").OnTable("items").OnColumn("name");
        }

        public override void Down() => Delete.Table("items");
    }

    [Revision(20260102000000, "add kind")]
    public sealed class AddKind : Revision
    {
        public override void Up()
        {
            Refuse("items", "have no price", "select id from items where price is null", "give them one");
            Alter.Table("items").AddColumn("kind").AsVarchar().Nullable();
            Backfill("kinds", "items").Set("kind", "upper(items.name)").Where("kind is null").Online();
        }

        public override void Down() => Delete.Column("kind").FromTable("items");
    }

    [Revision(20260102000000, "index that stays")]
    public sealed class ForgetsIndex : Revision
    {
        public override void Up() => Create.Index("ix_items_price").OnTable("items").OnColumn("price");

        public override void Down() => Sql("select 1");
    }

    [Revision(20260102000000, "table that stays")]
    public sealed class ForgetsTable : Revision
    {
        public override void Up() => Sql("create table if not exists notes (id bigint)");

        public override void Down() => Sql("select 1");
    }

    [Revision(20260102000000, "view that stays")]
    public sealed class ForgetsView : Revision
    {
        public override void Up()
        {
            Sql("drop view if exists cheap");
            Sql("create view cheap as select id from items where price < 10");
        }

        public override void Down() => Sql("select 1");
    }

    [Revision(20260102000000, "column of another type")]
    public sealed class RestoresAnotherType : Revision
    {
        public override void Up() => Delete.Column("price").FromTable("items");

        public override void Down() => Alter.Table("items").AddColumn("price").AsVarchar().Nullable();
    }

    [Revision(20260102000000, "column without its NOT NULL")]
    public sealed class RestoresNullable : Revision
    {
        public override void Up()
        {
            Delete.Index("ix_items_name").OnTable("items");
            Delete.Column("name").FromTable("items");
        }

        public override void Down()
        {
            Alter.Table("items").AddColumn("name").AsVarchar().Nullable();
            Create.Index("ix_items_name").OnTable("items").OnColumn("name");
        }
    }

    [Revision(20260102000000, "table without its index")]
    public sealed class RestoresWithoutIndex : Revision
    {
        public override void Up() => Delete.Table("items");

        public override void Down()
            => Create.Table("items")
                .WithColumn("id").AsInt64().PrimaryKey("items_pkey")
                .WithColumn("name").AsVarchar().NotNullable()
                .WithColumn("price").AsInt64().Nullable();
    }

    [Revision(20260102000000, "up that works once")]
    public sealed class WorksOnce : Revision
    {
        public override void Up() => Sql("insert into items (id, name) values (7, 'once')");

        public override void Down() => Sql("select 1");
    }

    [Revision(20260102000000, "down that fails")]
    public sealed class FailsDown : Revision
    {
        public override void Up() => Alter.Table("items").AddColumn("kind").AsVarchar().Nullable();

        public override void Down() => Delete.Column("kinds").FromTable("items");
    }
}
