using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251217154607, "ee2b43eea55e", "steps have a request")]
public sealed class StepsHaveARequest : Revision
{
    public override void Up()
    {
        Alter.Table("steps").AddColumn("request_id").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the requests of steps: nothing held them before");
        Delete.Column("request_id").FromTable("steps");
    }
}
