using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250602170358, "614c4e53b66e", "a file is linked to an agent once")]
public sealed class AFileIsLinkedToAnAgentOnce : Revision
{
    public override void Up()
    {
        RefuseDuplicates("files_agents", "file_id", "agent_id");

        Create.UniqueConstraint("uq_files_agents_file_agent").OnTable("files_agents").Columns("file_id", "agent_id");
    }

    public override void Down() => Delete.UniqueConstraint("uq_files_agents_file_agent").FromTable("files_agents");
}
