using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>A table, then an index that no transaction can hold, then a table again.</summary>
public static class Concurrent
{
    [Revision(20300101000001, "eeeeeeeeeee1", "create a table")]
    public sealed class First : CreateTable
    {
        protected override string Table => "first";
    }

    [Revision(20300101000002, "eeeeeeeeeee2", "index it while others write", TransactionBehavior.None)]
    public sealed class Indexed : Revision
    {
        public override void Up()
        {
            Create.Index("first_id").OnTable("first").OnColumn("id").Descending().WithOptions().AsConcurrently();
            Create.Index("first_id_again").OnTable("first").OnColumn("id").Ascending().WithOptions().AsConcurrently();
        }

        public override void Down()
        {
            Delete.Index("first_id_again").OnTable("first");
            Delete.Index("first_id").OnTable("first");
        }
    }

    [Revision(20300101000003, "eeeeeeeeeee3", "create another table")]
    public sealed class Last : CreateTable
    {
        protected override string Table => "last";
    }
}
