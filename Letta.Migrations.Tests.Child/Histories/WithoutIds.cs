using FluentMigrator;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>Revisions that Alembic never had, in one transaction and step by step, with a backfill.</summary>
public static class WithoutIds
{
    [Revision(20300101000001, "create a table")]
    public sealed class First : CreateTable
    {
        protected override string Table => "first";
    }

    [Revision(20300101000002, "fill a column", TransactionBehavior.None)]
    public sealed class Second : Revision
    {
        public override void Up()
        {
            Alter.Table("first").AddColumn("kind").AsVarchar().Nullable();
            Create.Index("ix_first_kind").OnTable("first").OnColumn("kind").Ascending();
            Backfill("fill_kind", "first").Set("kind", "'a'").Where("kind is null");
        }

        public override void Down()
        {
            Delete.Index("ix_first_kind").OnTable("first");
            Delete.Column("kind").FromTable("first");
        }
    }

    [Revision(20300101000003, "fail")]
    public sealed class Fails : CreateTable
    {
        protected override string Table => "third";

        public override void Up()
        {
            base.Up();
            Sql("insert into first (id) values (1)");
            Sql("insert into first (id) values (1)");
        }
    }
}
