using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250306214222, "d211df879a5f", "steps have an agent")]
public sealed class StepsHaveAnAgent : Revision
{
    public override void Up()
    {
        Alter.Table("steps").AddColumn("agent_id").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the agents of steps: nothing held them before");
        Delete.Column("agent_id").FromTable("steps");
    }
}
