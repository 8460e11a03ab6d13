using Letta.Migrations.Authoring;
using Letta.Migrations.Backfills;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>
/// A table, then a column that a backfill fills, then what needs it done. A counter tells how often each row was changed.
/// </summary>
public static class Filling
{
    [Revision(20310101000001, "cdcdcdcdcdc1", "keep items")]
    public sealed class Items : Revision
    {
        public override void Up() => Create.Table("items")
            .WithColumn("id").AsInt64().NotNullable().PrimaryKey("items_pkey")
            .WithColumn("value").AsInt32().NotNullable()
            .WithColumn("changed").AsInt32().NotNullable().WithDefaultValue(0);

        public override void Down() => Delete.Table("items");
    }

    [Revision(20310101000001, "cdcdcdcdcdc1", "keep items, and one at once")]
    public sealed class ItemsAndOne : Revision
    {
        public override void Up()
        {
            Create.Table("items")
                .WithColumn("id").AsInt64().NotNullable().PrimaryKey("items_pkey")
                .WithColumn("value").AsInt32().NotNullable()
                .WithColumn("changed").AsInt32().NotNullable().WithDefaultValue(0);
            Sql("insert into items (id, value) values (1, 21)");
        }

        public override void Down() => Delete.Table("items");
    }

    [Revision(20310101000002, "cdcdcdcdcdc2", "double the items")]
    public sealed class Doubled : Revision
    {
        public override void Up()
        {
            Alter.Table("items").AddColumn("doubled").AsInt32().Nullable();
            Backfill("double_items", "items").Set("doubled", "items.value * 2").Set("changed", "items.changed + 1");
        }

        public override void Down() => Delete.Column("doubled").FromTable("items");
    }

    [Revision(20310101000002, "cdcdcdcdcdc2", "double the items beside the applications")]
    public sealed class DoubledOnline : Revision
    {
        public override void Up()
        {
            Alter.Table("items").AddColumn("doubled").AsInt32().Nullable();
            Backfill("double_items", "items").Set("doubled", "items.value * 2").Set("changed", "items.changed + 1").Online();
        }

        public override void Down() => Delete.Column("doubled").FromTable("items");
    }

    [Revision(20310101000002, "cdcdcdcdcdc2", "double the items in C#")]
    public sealed class DoubledInCode : Revision
    {
        public override void Up()
        {
            Alter.Table("items").AddColumn("doubled").AsInt32().Nullable();
            Backfill("double_items", "items").Rows(reads: ["value", "changed"], writes: ["doubled", "changed"], Double);
        }

        public override void Down() => Delete.Column("doubled").FromTable("items");
    }

    [Revision(20310101000002, "cdcdcdcdcdc2", "double the items in C# beside the applications")]
    public sealed class DoubledInCodeOnline : Revision
    {
        public override void Up()
        {
            Alter.Table("items").AddColumn("doubled").AsInt32().Nullable();
            Backfill("double_items", "items").Rows(reads: ["value", "changed"], writes: ["doubled", "changed"], Double).Online();
        }

        public override void Down() => Delete.Column("doubled").FromTable("items");
    }

    [Revision(20310101000003, "cdcdcdcdcdc3", "triple the items beside the applications")]
    public sealed class TripledOnline : Revision
    {
        public override void Up()
        {
            Alter.Table("items").AddColumn("tripled").AsInt32().Nullable();
            Backfill("triple_items", "items").Set("tripled", "items.value * 3").Online();
        }

        public override void Down() => Delete.Column("tripled").FromTable("items");
    }

    [Revision(20310101000002, "cdcdcdcdcdc2", "double the items in C# that are not")]
    public sealed class DoubledWhereNull : Revision
    {
        public override void Up()
        {
            Alter.Table("items").AddColumn("doubled").AsInt32().Nullable();
            Backfill("double_items", "items").Rows(reads: ["value", "changed"], writes: ["doubled", "changed"], Double)
                .Where("doubled is null");
        }

        public override void Down() => Delete.Column("doubled").FromTable("items");
    }

    [Revision(20310101000003, "cdcdcdcdcdc3", "every item is doubled")]
    public sealed class Demanded : Revision
    {
        public override void Up() => Alter.Column("doubled").OnTable("items").AsInt32().NotNullable();

        public override void Down() => Alter.Column("doubled").OnTable("items").AsInt32().Nullable();
    }

    [Revision(20310101000003, "cdcdcdcdcdc3", "every item is doubled, once that is done")]
    public sealed class Required : Revision
    {
        public override void Up()
        {
            Requires("double_items");
            Alter.Column("doubled").OnTable("items").AsInt32().NotNullable();
        }

        public override void Down() => Alter.Column("doubled").OnTable("items").AsInt32().Nullable();
    }

    [Revision(20310101000003, "cdcdcdcdcdc3", "requires what is not there")]
    public sealed class RequiresNothing : Revision
    {
        public override void Up() => Requires("double_them");

        public override void Down()
        {
        }
    }

    private static IReadOnlyList<string?> Double(BackfillRow row)
        => row["value"] == "13"
            ? throw new InvalidOperationException("kanarie")
            : [(int.Parse(row["value"]!) * 2).ToString(), (int.Parse(row["changed"]!) + 1).ToString()];
}
