using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250204164534, "dfafcf8210ca", "steps have a model endpoint")]
public sealed class StepsHaveAModelEndpoint : Revision
{
    public override void Up()
    {
        Alter.Table("steps").AddColumn("model_endpoint").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the model endpoints of steps: nothing held them before");
        Delete.Column("model_endpoint").FromTable("steps");
    }
}
