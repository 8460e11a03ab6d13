using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250528224318, "348214cbc081", "index by organization and agent")]
public sealed class IndexByOrganizationAndAgent : Revision
{
    public override void Up()
    {
        Create.Index("ix_agent_passages_org_agent").OnTable("agent_passages")
            .OnColumn("organization_id").Ascending()
            .OnColumn("agent_id").Ascending();
        Create.Index("ix_messages_org_agent").OnTable("messages")
            .OnColumn("organization_id").Ascending()
            .OnColumn("agent_id").Ascending();
    }

    public override void Down()
    {
        Delete.Index("ix_agent_passages_org_agent").OnTable("agent_passages");
        Delete.Index("ix_messages_org_agent").OnTable("messages");
    }
}
