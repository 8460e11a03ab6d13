using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>Three revisions of about a third of a second each.</summary>
public static class Slow
{
    [Revision(20300101000001, "bbbbbbbbbbb1", "slow one")]
    public sealed class One : SlowTable
    {
        protected override string Table => "one";
    }

    [Revision(20300101000002, "bbbbbbbbbbb2", "slow two")]
    public sealed class Two : SlowTable
    {
        protected override string Table => "two";
    }

    [Revision(20300101000003, "bbbbbbbbbbb3", "slow three")]
    public sealed class Three : SlowTable
    {
        protected override string Table => "three";
    }

    public abstract class SlowTable : CreateTable
    {
        public override void Up()
        {
            base.Up();
            Sql(
                postgres: "select pg_sleep(0.35)",
                sqlite: "with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000000) select count(*) from n");
        }
    }
}
