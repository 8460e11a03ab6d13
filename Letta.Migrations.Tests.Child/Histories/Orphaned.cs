using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>Tables with foreign keys of each kind, a revision that alters one of them, and one that adds a foreign key.</summary>
public static class Orphaned
{
    /// <summary>
    /// Rows that refer to trees and branches which are not there. A client that enforces foreign keys lets none but the nuts in.
    /// </summary>
    public const string Orphans = """
        insert into branches (id, tree_id) values (11, 9), (12, 1);
        insert into leaves (id, branch_id, note) values ('leaf-1', 11, 'of a branch that goes'), ('leaf-2', 12, 'stays'), ('leaf-3', 99, 'of none');
        insert into nests (id, branch_id) values (21, 11), (22, 98), (23, 12)
        """;

    public const string Nuts
        = "insert into nuts (id, tree_id) values (31, 1), (32, 8); insert into shells (id, nut_id) values (41, 31), (42, 32)";

    [Revision(20300401000001, "abababababa1", "trees and what grows on them")]
    public sealed class Trees : Revision
    {
        public override void Up()
        {
            Create.Table("trees").WithColumn("id").AsInt32().NotNullable().PrimaryKey("trees_pkey");
            Create.Table("branches").WithColumn("id").AsInt32().NotNullable().PrimaryKey("branches_pkey")
                .WithColumn("tree_id").AsInt32().Nullable()
                .WithColumn("parent_id").AsInt32().Nullable();
            Create.Table("leaves").WithColumn("id").AsVarchar().NotNullable().PrimaryKey("leaves_pkey")
                .WithColumn("branch_id").AsInt32().NotNullable()
                .WithColumn("note").AsText().Nullable();
            Create.Table("nests").WithColumn("id").AsInt32().NotNullable().PrimaryKey("nests_pkey").WithColumn("branch_id").AsInt32()
                .Nullable();
            Create.Table("stones").WithColumn("id").AsInt32().NotNullable().PrimaryKey("stones_pkey").WithColumn("tree_id").AsInt32()
                .Nullable();
            Create.Table("nuts").WithColumn("id").AsInt32().NotNullable().PrimaryKey("nuts_pkey").WithColumn("tree_id").AsInt32()
                .Nullable();
            Create.Table("shells").WithColumn("id").AsInt32().NotNullable().PrimaryKey("shells_pkey").WithColumn("nut_id").AsInt32()
                .Nullable();
            ForeignKey("branches_tree_id_fkey", "branches", "tree_id", "trees").OnDelete(Rule.Cascade);
            ForeignKey("branches_parent_id_fkey", "branches", "parent_id", "branches").OnDelete(Rule.Cascade);
            ForeignKey("leaves_branch_id_fkey", "leaves", "branch_id", "branches").OnDelete(Rule.Cascade);
            ForeignKey("nests_branch_id_fkey", "nests", "branch_id", "branches").OnDelete(Rule.SetNull);
            ForeignKey("stones_tree_id_fkey", "stones", "tree_id", "trees");
            ForeignKey("shells_nut_id_fkey", "shells", "nut_id", "nuts").OnDelete(Rule.SetNull);
        }

        public override void Down()
        {
        }
    }

    [Revision(20300401000002, "abababababa2", "trees have a name")]
    public sealed class Named : Revision
    {
        public override void Up() => Alter.Table("trees").AddColumn("name").AsText().Nullable();

        public override void Down() => Delete.Column("name").FromTable("trees");
    }

    [Revision(20300401000003, "abababababa3", "nuts grow on trees")]
    public sealed class NutsOfTrees : Revision
    {
        public override void Up() => ForeignKey("nuts_tree_id_fkey", "nuts", "tree_id", "trees").OnDelete(Rule.Cascade);

        public override void Down() => Delete.ForeignKey("nuts_tree_id_fkey").OnTable("nuts");
    }

    [Revision(20300401000004, "abababababa4", "stray branches go")]
    public sealed class StrayGo : Revision
    {
        public override void Up() => Sql("delete from branches where tree_id not in (select id from trees)");

        public override void Down()
        {
        }
    }

    [Revision(20300401000005, "abababababa5", "nuts without a tree grow on the first")]
    public sealed class NutsFind : Revision
    {
        public override void Up() => Sql("update nuts set tree_id = 1 where tree_id not in (select id from trees)");

        public override void Down()
        {
        }
    }

    [Revision(20300401000006, "abababababa6", "nuts grow on trees after all")]
    public sealed class NutsOfTreesLater : Revision
    {
        public override void Up() => ForeignKey("nuts_tree_id_fkey", "nuts", "tree_id", "trees").OnDelete(Rule.Cascade);

        public override void Down() => Delete.ForeignKey("nuts_tree_id_fkey").OnTable("nuts");
    }
}
