using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250724180030, "f55542f37641", "index tags of agents by tag", TransactionBehavior.None)]
public sealed class IndexTagsOfAgentsByTag : Revision
{
    public override void Up()
    {
        Create.Index("ix_agents_tags_tag_agent_id").OnTable("agents_tags")
            .OnColumn("tag").Ascending()
            .OnColumn("agent_id").Ascending()
            .WithOptions().AsConcurrently();
    }

    public override void Down()
    {
        Delete.Index("ix_agents_tags_tag_agent_id").OnTable("agents_tags");
    }
}
