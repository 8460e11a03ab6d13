using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>The last revision of <see cref="Good"/>, as somebody edited it.</summary>
public static class GoodEdited
{
    [Revision(20300101000003, "aaaaaaaaaaa3", "create plums")]
    public sealed class Plums : CreateTable
    {
        protected override string Table => "plums";

        public override void Up()
        {
            base.Up();
            Create.Column("colour").OnTable("plums").AsVarchar().Nullable();
        }
    }
}
