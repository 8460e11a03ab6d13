using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241220163017, "e78b4e82db30", "links to sources go with either end")]
public sealed class LinksToSourcesGoWithEitherEnd : Revision
{
    public override void Up()
    {
        Delete.ForeignKey("sources_agents_agent_id_fkey").OnTable("sources_agents");
        Delete.ForeignKey("sources_agents_source_id_fkey").OnTable("sources_agents");
        ForeignKey("sources_agents_agent_id_fkey", "sources_agents", "agent_id", "agents").OnDelete(Rule.Cascade);
        ForeignKey("sources_agents_source_id_fkey", "sources_agents", "source_id", "sources").OnDelete(Rule.Cascade);
    }

    public override void Down()
    {
        Delete.ForeignKey("sources_agents_agent_id_fkey").OnTable("sources_agents");
        Delete.ForeignKey("sources_agents_source_id_fkey").OnTable("sources_agents");
        ForeignKey("sources_agents_agent_id_fkey", "sources_agents", "agent_id", "agents");
        ForeignKey("sources_agents_source_id_fkey", "sources_agents", "source_id", "sources");
    }
}
