using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>Two tables, then a revision with every kind of step that is carried out online on Postgres, then a table.</summary>
public static class Stepwise
{
    /// <summary>Rows of the age of the first revision.</summary>
    public const string Seed = """
        insert into parents (id, name, visits) values (1, 'ann', 0), (2, 'bob', 0);
        insert into children (id, parent_id, kind) values (1, 1, 'a'), (2, 2, null), (3, null, 'c')
        """;

    [Revision(20300101000001, "fffffffffff1", "create parents and children")]
    public sealed class First : Revision
    {
        public override void Up()
        {
            Create.Table("parents")
                .WithColumn("id").AsInt32().NotNullable().PrimaryKey("parents_pkey")
                .WithColumn("name").AsVarchar().Nullable()
                .WithColumn("visits").AsInt32().NotNullable();
            Create.Table("children")
                .WithColumn("id").AsInt32().NotNullable().PrimaryKey("children_pkey")
                .WithColumn("parent_id").AsInt32().Nullable()
                .WithColumn("kind").AsVarchar().Nullable();
            Create.Index("children_kind").OnTable("children").OnColumn("kind").Ascending();
        }

        public override void Down()
        {
            Delete.Table("children");
            Delete.Table("parents");
        }
    }

    [Revision(20300101000002, "fffffffffff2", "tie children to parents while others write", TransactionBehavior.None)]
    public sealed class Tied : Revision
    {
        public override void Up()
        {
            RefuseOrphans("children", "parent_id", "parents");
            Sql("update parents set visits = visits + 1"); // Twice would show.
            Sql("update children set kind = 'none' where kind is null");
            Create.Index("children_parent").OnTable("children").OnColumn("parent_id").Ascending().WithOptions().AsConcurrently();
            ForeignKey("children_parent_id_fkey", "children", "parent_id", "parents");
            CreateCheck("children_kind_check", "children", "kind <> ''");
            Alter.Column("kind").OnTable("children").AsVarchar().NotNullable();
            Delete.Index("children_kind").OnTable("children");
            Create.Table("toys")
                .WithColumn("id").AsInt32().NotNullable().PrimaryKey("toys_pkey")
                .WithColumn("child_id").AsInt32().NotNullable();
            ForeignKey("toys_child_id_fkey", "toys", "child_id", "children").OnDelete(System.Data.Rule.Cascade);
        }

        public override void Down()
        {
            Delete.Table("toys");
            Create.Index("children_kind").OnTable("children").OnColumn("kind").Ascending().WithOptions().AsConcurrently();
            Alter.Column("kind").OnTable("children").AsVarchar().Nullable();
            DropCheck("children_kind_check", "children");
            Delete.ForeignKey("children_parent_id_fkey").OnTable("children");
            Delete.Index("children_parent").OnTable("children");
            Sql("update parents set visits = visits - 1");
            Irreversible("Which children had no kind is not known any more.");
        }
    }

    [Revision(20300101000003, "fffffffffff3", "create another table")]
    public sealed class Last : CreateTable
    {
        protected override string Table => "last";
    }
}
