using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>Three tables, one after another.</summary>
public static class Good
{
    [Revision(20300101000001, "aaaaaaaaaaa1", "create apples")]
    public sealed class Apples : CreateTable
    {
        protected override string Table => "apples";
    }

    [Revision(20300101000002, "aaaaaaaaaaa2", "create pears, which grow slower")]
    public sealed class Pears : CreateTable
    {
        protected override string Table => "pears";
    }

    [Revision(20300101000003, "aaaaaaaaaaa3", "create plums")]
    public sealed class Plums : CreateTable
    {
        protected override string Table => "plums";
    }
}
