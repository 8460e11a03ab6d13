using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>Three revisions, the second of which the engine refuses.</summary>
public static class Failing
{
    [Revision(20300101000001, "ccccccccccc1", "works")]
    public sealed class Works : CreateTable
    {
        protected override string Table => "works";
    }

    [Revision(20300101000002, "ccccccccccc2", "does not work")]
    public sealed class DoesNotWork : CreateTable
    {
        protected override string Table => "half";

        public override void Up()
        {
            base.Up();
            Sql("insert into nowhere values (1)");
        }
    }

    [Revision(20300101000003, "ccccccccccc3", "is never reached")]
    public sealed class IsNeverReached : CreateTable
    {
        protected override string Table => "unreached";
    }
}
