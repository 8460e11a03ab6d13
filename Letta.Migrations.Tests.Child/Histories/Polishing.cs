using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>Three tables of a team that never used Alembic, and between them a revision that changes only rows.</summary>
public static class Polishing
{
    [Revision(20300401000001, "create apples")]
    public sealed class Apples : CreateTable
    {
        protected override string Table => "apples";
    }

    [Revision(20300401000002, "create pears")]
    public sealed class Pears : CreateTable
    {
        protected override string Table => "pears";
    }

    [Revision(20300401000003, "polish the pears")]
    public sealed class Polished : Revision
    {
        public override void Up() => Sql("update pears set id = id");

        public override void Down() => Sql("update pears set id = id");
    }

    [Revision(20300401000004, "create plums")]
    public sealed class Plums : CreateTable
    {
        protected override string Table => "plums";
    }
}
