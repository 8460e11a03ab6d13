using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;
using Letta.Migrations.Running;

namespace Letta.Migrations.Tests.Faults;

/// <summary>
/// A history with every kind of step whose SQL is the tool's own, over keys and columns of type varchar; what it says itself calls nothing.
/// </summary>
public static class Trapped
{
    public const string Rows = """
        insert into public.parents (id, name, kind, flag, number)
        select 'p' operator(pg_catalog.||) n::text, 'some name', 'small', true, n from pg_catalog.generate_series(1, 12) n;
        insert into public.children (id, parent_id, name)
        select 'c' operator(pg_catalog.||) n::text, 'p' operator(pg_catalog.||) n::text, 'a name' from pg_catalog.generate_series(1, 12) n
        """;

    public static RevisionSet All { get; } = RevisionSet.From(
        [typeof(Made), typeof(Changed), typeof(Tied), typeof(Moved), typeof(Demanded)]);

    [Revision(20320101000001, "dededededed1", "make tables")]
    public sealed class Made : Revision
    {
        public override void Up()
        {
            CreateEnum("kind", "small", "large");
            CreateSequence("numbers");
            Create.Table("parents")
                .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("parents_pkey")
                .WithColumn("name").AsVarchar().Nullable()
                .WithColumn("kind").AsEnum("kind", 5).Nullable().WithDefaultValue("small")
                .WithColumn("flag").AsBoolean().Nullable().WithDefaultValue(true)
                .WithColumn("number").AsInt32().NotNullable();
            Create.Table("children")
                .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("children_pkey")
                .WithColumn("parent_id").AsVarchar().Nullable()
                .WithColumn("name").AsVarchar().Nullable();
            Create.Index("parents_name").OnTable("parents").OnColumn("name").Ascending();
        }

        public override void Down()
        {
            Delete.Table("children");
            Delete.Table("parents");
            DropSequence("numbers");
            DropEnum("kind");
        }
    }

    [Revision(20320101000002, "dededededed2", "change them in one transaction")]
    public sealed class Changed : Revision
    {
        public override void Up()
        {
            RefuseNull("children", "name");
            RefuseOrphans("children", "parent_id", "parents");
            RefuseDuplicates("parents", "id", "name");
            Loses("parents", "nothing", "select id from parents where false", "nobody asked");
            ChangeEnum("kind", ["small", "large"], ["small", "medium", "large"], ("parents", "kind"));
            Insert.IntoTable("parents").Row(new { id = "extra", name = "of a row", kind = "medium", flag = false, number = 99 });
            Update.Table("parents").Set(new { name = "of an update" }).Where(new { id = "extra", flag = false });
            Delete.FromTable("parents").Row(new { id = "extra", name = "of an update" });
            ChangeEnum("kind", ["small", "medium", "large"], ["large", "small"], ("parents", "kind"));
            Alter.Column("flag").OnTable("parents").AsInt32().Nullable();
            Alter.Column("flag").OnTable("parents").AsBoolean().Nullable();
            Alter.Column("number").OnTable("parents").AsInt64().NotNullable();
            DrawFromSequence("parents", "number", "numbers");
            StopDrawing("parents", "number");
            ChangeIdentity("parents", "number", IdentityKind.None, IdentityKind.ByDefault);
            CommentOn("parents", "a comment");
            Alter.Table("children").AddColumn("copied").AsVarchar().NotNullable().FilledFrom("children.id");
            Fill("children", "name", "children.id");
            SetNotNullIfFilled("children", "name");
            Create.Index("parents_number").OnTable("parents").OnColumn("number").Ascending();
            CreateCheck("number_check", "parents", "number > 0");
        }

        public override void Down()
        {
            DropCheck("number_check", "parents");
            Delete.Index("parents_number").OnTable("parents");
            Delete.Column("copied").FromTable("children");
            Alter.Column("name").OnTable("children").AsVarchar().Nullable();
            CommentOn("parents", null);
            ChangeIdentity("parents", "number", IdentityKind.ByDefault, IdentityKind.None);
            Alter.Column("number").OnTable("parents").AsInt32().NotNullable();
        }
    }

    [Revision(20320101000003, "dededededed3", "tie them while others write", TransactionBehavior.None)]
    public sealed class Tied : Revision
    {
        public override void Up()
        {
            RefuseOrphans("children", "parent_id", "parents");
            Alter.Table("children").AddColumn("filled").AsVarchar().Nullable();
            Fill("children", "filled", "children.name");
            Create.Index("children_parent").OnTable("children").OnColumn("parent_id").Ascending().WithOptions().AsConcurrently();
            ForeignKey("children_parent_id_fkey", "children", "parent_id", "parents");
            CreateCheck("children_check", "children", "parent_id is not null");
            Alter.Column("filled").OnTable("children").AsVarchar().NotNullable();
        }

        public override void Down()
        {
            DropCheck("children_check", "children");
            Delete.ForeignKey("children_parent_id_fkey").OnTable("children");
            Delete.Index("children_parent").OnTable("children");
            Delete.Column("filled").FromTable("children");
        }
    }

    [Revision(20320101000004, "dededededed4", "leave moves of data")]
    public sealed class Moved : Revision
    {
        public override void Up()
        {
            Alter.Table("children").AddColumn("moved").AsVarchar().Nullable();
            Alter.Table("children").AddColumn("made").AsVarchar().Nullable();
            Alter.Table("children").AddColumn("online").AsVarchar().Nullable();
            Backfill("move_names", "children").Set("moved", "children.name");
            Backfill("make_names", "children").Rows(reads: ["name"], writes: ["made"], row => [$"{row["name"]} made"]);
            Backfill("state_names", "children").Statement("update children set online = children.name where {range}").Online();
            Backfill("refuse_names", "children")
                .Rows(["id"], ["online"], row => row["id"] == "c7" ? throw new InvalidOperationException() : [row["id"]])
                .Online();
        }

        public override void Down() => Delete.Column("moved").Column("made").Column("online").FromTable("children");
    }

    [Revision(20320101000005, "dededededed5", "demand one of them")]
    public sealed class Demanded : Revision
    {
        public override void Up()
        {
            Requires("move_names");
            Alter.Column("moved").OnTable("children").AsVarchar().NotNullable();
        }

        public override void Down() => Alter.Column("moved").OnTable("children").AsVarchar().Nullable();
    }
}
