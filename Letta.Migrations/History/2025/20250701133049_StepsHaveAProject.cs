using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250701133049, "60ed28ee7138", "steps have a project")]
public sealed class StepsHaveAProject : Revision
{
    public override void Up()
    {
        Alter.Table("steps").AddColumn("project_id").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Delete.Column("project_id").FromTable("steps");
    }
}
