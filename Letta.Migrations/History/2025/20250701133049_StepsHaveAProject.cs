using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250701133049, "60ed28ee7138", "steps have a project")]
public sealed class StepsHaveAProject : Revision
{
    public override void Up()
    {
        Alter.Table("steps").AddColumn("project_id").AsVarchar().Nullable();
        Sql("""
            update steps set project_id = agents.project_id from agents
            where agents.id = steps.agent_id and agents.project_id is not null
            """);
    }

    public override void Down()
    {
        Irreversible("the project of a step: on the way up it is the one that its agent has then");
        Delete.Column("project_id").FromTable("steps");
    }
}
