using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250523174148, "dd049fbec729", "index environment variables by agent")]
public sealed class IndexEnvironmentVariablesByAgent : Revision
{
    public override void Up()
    {
        Create.Index("idx_agent_environment_variables_agent_id").OnTable("agent_environment_variables")
            .OnColumn("agent_id").Ascending();
    }

    public override void Down()
    {
        Delete.Index("idx_agent_environment_variables_agent_id").OnTable("agent_environment_variables");
    }
}
