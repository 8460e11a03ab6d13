using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>Two revisions of one version, as two people write them at once.</summary>
public static class Twice
{
    [Revision(20300101000001, "mine")]
    public sealed class Mine : CreateTable
    {
        protected override string Table => "mine";
    }

    [Revision(20300101000001, "yours")]
    public sealed class Yours : CreateTable
    {
        protected override string Table => "yours";
    }
}
