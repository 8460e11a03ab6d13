using FluentMigrator;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>
/// A table, then a revision that is carried out step by step and fails in the third of its three steps, as long as there is a row.
/// </summary>
public static class HalfDone
{
    [Revision(20300101000001, "999999999991", "create a table")]
    public sealed class First : CreateTable
    {
        protected override string Table => "first";
    }

    [Revision(20300101000002, "999999999992", "takes three steps", TransactionBehavior.None)]
    public class ThreeSteps : Revision
    {
        public override void Up()
        {
            Create.Table("one").WithColumn("id").AsInt32().NotNullable().PrimaryKey("one_pkey");
            Create.Table("two").WithColumn("id").AsInt32().NotNullable().PrimaryKey("two_pkey");
            Sql("insert into first (id) values (1)");
        }

        public override void Down()
        {
            Delete.Table("two");
            Delete.Table("one");
            Sql("update first set id = 2");
        }
    }

    /// <summary>The same revision, edited.</summary>
    [Revision(20300101000002, "999999999992", "takes four steps", TransactionBehavior.None)]
    public sealed class FourSteps : ThreeSteps
    {
        public override void Up()
        {
            base.Up();
            Sql("delete from first");
        }
    }
}
