using Letta.Migrations.Authoring;
using Letta.Migrations.Running;

namespace Letta.Migrations.Tests.Running;

/// <summary>Revisions with conditions on rows, and revisions before them that correct the rows, or do not.</summary>
public static class Orchard
{
    private const string Null = "must not have NULL in \"colour\"";

    /// <summary>The tables, and then any of the others.</summary>
    public static RevisionSet With(params Type[] types) => RevisionSet.From([typeof(Pears), .. types]);

    [Revision(20300301000001, "eeeeeeeeee01", "pears on trees")]
    public sealed class Pears : Revision
    {
        public override void Up()
        {
            Create.Table("trees").WithColumn("id").AsInt32().NotNullable().PrimaryKey("trees_pkey");
            Create.Table("pears")
                .WithColumn("id").AsInt32().NotNullable().PrimaryKey("pears_pkey")
                .WithColumn("colour").AsText().Nullable()
                .WithColumn("size").AsInt32().Nullable()
                .WithColumn("tree_id").AsInt32().Nullable();
        }

        public override void Down() => Delete.Table("pears");
    }

    [Revision(20300301000002, "eeeeeeeeee02", "pears have a taste")]
    public sealed class Taste : Revision
    {
        public override void Up() => Alter.Table("pears").AddColumn("taste").AsText().Nullable();

        public override void Down() => Delete.Column("taste").FromTable("pears");
    }

    [Revision(20300301000003, "eeeeeeeeee03", "colours by a statement")]
    public sealed class ColoursByStatement : Revision
    {
        public override void Up() => Sql("update pears set colour = 'green' where colour is null");

        public override void Down() => Sql("update pears set colour = null");
    }

    [Revision(20300301000004, "eeeeeeeeee04", "colours by a backfill")]
    public sealed class ColoursByBackfill : Revision
    {
        public override void Up() => Backfill("colour_pears", "pears").Set("colour", "coalesce(colour, 'green')");

        public override void Down()
        {
        }
    }

    [Revision(20300301000005, "eeeeeeeeee05", "colourless pears go")]
    public sealed class ColourlessGo : Revision
    {
        public override void Up() => Delete.FromTable("pears").IsNull("colour");

        public override void Down()
        {
        }
    }

    [Revision(20300301000006, "eeeeeeeeee06", "colours in code")]
    public sealed class ColoursInCode : Revision
    {
        public override void Up() => Execute.WithConnection((connection, transaction) =>
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "update pears set colour = 'green' where colour is null";
            command.ExecuteNonQuery();
        });

        public override void Down()
        {
        }
    }

    [Revision(20300301000007, "eeeeeeeeee07", "pears are another table")]
    public sealed class OtherPears : Revision
    {
        public override void Up()
        {
            Rename.Table("pears").To("old_pears");
            Create.Table("pears").WithColumn("id").AsInt32().NotNullable().PrimaryKey("pears2_pkey").WithColumn("colour").AsText()
                .Nullable();
        }

        public override void Down()
        {
            Delete.Table("pears");
            Rename.Table("old_pears").To("pears");
        }
    }

    [Revision(20300301000008, "eeeeeeeeee08", "pears need a colour")]
    public sealed class NeedColour : Revision
    {
        public override void Up()
            => Refuse("pears", Null, "select id from pears where colour is null order by id", "set \"colour\" of each");

        public override void Down()
        {
        }
    }

    [Revision(20300301000009, "eeeeeeeeee09", "pears of no baskets")]
    public sealed class NewTable : Revision
    {
        public override void Up() => Create.Table("baskets").WithColumn("pear_id").AsInt32().NotNullable();

        public override void Down() => Delete.Table("baskets");
    }

    [Revision(20300301000010, "eeeeeeeeee10", "every pear is in a basket")]
    public sealed class NeedBaskets : Revision
    {
        public override void Up()
            => Refuse(
                "pears",
                "must be in a basket",
                "select id from pears where id not in (select b.pear_id from baskets b) order by id",
                "eat them");

        public override void Down()
        {
        }
    }

    [Revision(20300301000011, "eeeeeeeeee11", "pears are small, coloured, and have no size")]
    public sealed class Demanding : Revision
    {
        public override void Up()
        {
            Refuse("pears", "must not have a size beyond 9", "select id from pears where size > 9 order by id", "cut them");
            RefuseNull("pears", "colour");
            Loses("pears", "their sizes", "select id from pears where size is not null order by id", "nobody asks for them");
            Delete.Column("size").FromTable("pears");
        }

        public override void Down()
        {
            Refuse("pears", "must not be red", "select id from pears where colour = 'red' order by id", "paint them");
            Alter.Table("pears").AddColumn("size").AsInt32().Nullable();
        }
    }

    [Revision(20300301000013, "eeeeeeeeee13", "trees go")]
    public sealed class TreesGo : Revision
    {
        public override void Up() => Delete.FromTable("trees").AllRows();

        public override void Down()
        {
        }
    }

    [Revision(20300301000014, "eeeeeeeeee14", "pears need a colour when the trees are gone")]
    public sealed class NeedColourWithoutTrees : Revision
    {
        public override void Up() => Refuse("pears", Null, "select id from pears where colour is null", "set \"colour\" of each");

        public override void Down()
        {
        }
    }

    [Revision(20300301000015, "eeeeeeeeee15", "no pear is in the view of those without a colour")]
    public sealed class NeedEmptyView : Revision
    {
        public override void Up() => Refuse("pears", Null, "select id from colourless", "set \"colour\" of each");

        public override void Down()
        {
        }
    }

    [Revision(20300301000012, "eeeeeeeeee12", "last")]
    public sealed class Last : Revision
    {
        public override void Up() => Create.Table("last").WithColumn("id").AsInt32().NotNullable();

        public override void Down() => Delete.Table("last");
    }
}
