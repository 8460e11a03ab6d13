using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>A table, and a revision that drops one of its columns, which cannot be restored.</summary>
public static class Losing
{
    [Revision(20300101000001, "ddddddddddd1", "apples have a colour")]
    public sealed class Coloured : Revision
    {
        public override void Up()
            => Create.Table("apples").WithColumn("id").AsInt32().NotNullable().PrimaryKey("apples_pkey").WithColumn("colour").AsText()
                .Nullable();

        public override void Down() => Delete.Table("apples");
    }

    [Revision(20300101000002, "ddddddddddd2", "apples have none")]
    public sealed class Colourless : Revision
    {
        public override void Up()
        {
            Delete.Column("colour").FromTable("apples");
            Loses("apples", "their colours", "select id from apples where colour is not null order by id", "nobody asks for it");
            Refuse("apples", "must have an id above zero", "select id from apples where id <= 0 order by id", "number them from one");
        }

        public override void Down()
        {
            Irreversible("the colours: nothing holds them");
            Alter.Table("apples").AddColumn("colour").AsText().Nullable();
        }
    }
}
