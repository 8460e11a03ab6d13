using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250110153608, "cdb3db091113", "agents may share a name")]
public sealed class AgentsMayShareAName : Revision
{
    public override void Up()
    {
        Delete.UniqueConstraint("unique_org_agent_name").FromTable("agents");
    }

    public override void Down()
    {
        Create.UniqueConstraint("unique_org_agent_name").OnTable("agents").Columns("organization_id", "name");
    }
}
