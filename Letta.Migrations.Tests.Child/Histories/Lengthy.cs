using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>A table, then a revision of 35 seconds on Postgres.</summary>
public static class Lengthy
{
    [Revision(20300101000001, "ddddddddddd1", "moves on")]
    public sealed class MovesOn : CreateTable
    {
        protected override string Table => "moves";
    }

    [Revision(20300101000002, "ddddddddddd2", "takes its time")]
    public sealed class TakesItsTime : CreateTable
    {
        protected override string Table => "stuck";

        public override void Up()
        {
            base.Up();
            Sql(postgres: "select pg_sleep(35)", sqlite: "select 1");
        }
    }
}
