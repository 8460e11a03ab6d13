using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250623174852, "51999513bcf1", "steps have feedback")]
public sealed class StepsHaveFeedback : Revision
{
    public override void Up()
    {
        Alter.Table("steps").AddColumn("feedback").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the feedback on steps: nothing held it before");
        Delete.Column("feedback").FromTable("steps");
    }
}
