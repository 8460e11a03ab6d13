using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>Two revisions, the second of which does not end by itself.</summary>
public static class Stuck
{
    [Revision(20300101000001, "ddddddddddd1", "moves on")]
    public sealed class MovesOn : CreateTable
    {
        protected override string Table => "moves";
    }

    [Revision(20300101000002, "ddddddddddd2", "is stuck")]
    public sealed class IsStuck : CreateTable
    {
        protected override string Table => "stuck";

        public override void Up()
        {
            base.Up();
            Sql(
                postgres: "select pg_sleep(600)",
                sqlite: "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n");
        }
    }
}
