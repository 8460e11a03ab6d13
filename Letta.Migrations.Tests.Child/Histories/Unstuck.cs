using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>What <see cref="Stuck"/> becomes when its second revision is fixed.</summary>
public static class Unstuck
{
    [Revision(20300101000001, "ddddddddddd1", "moves on")]
    public sealed class MovesOn : CreateTable
    {
        protected override string Table => "moves";
    }

    [Revision(20300101000002, "ddddddddddd2", "is fixed")]
    public sealed class IsFixed : CreateTable
    {
        protected override string Table => "stuck";
    }
}
