using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250123110259, "6fbe9cace832", "index what is listed by time")]
public sealed class IndexWhatIsListedByTime : Revision
{
    public override void Up()
    {
        Create.Index("agent_passages_created_at_id_idx").OnTable("agent_passages")
            .OnColumn("created_at").Ascending()
            .OnColumn("id").Ascending();
        Create.Index("ix_agents_created_at").OnTable("agents")
            .OnColumn("created_at").Ascending()
            .OnColumn("id").Ascending();
        Create.Index("created_at_label_idx").OnTable("block")
            .OnColumn("created_at").Ascending()
            .OnColumn("label").Ascending();
        Create.Index("ix_jobs_created_at").OnTable("jobs")
            .OnColumn("created_at").Ascending()
            .OnColumn("id").Ascending();
        Create.Index("ix_messages_created_at").OnTable("messages")
            .OnColumn("created_at").Ascending()
            .OnColumn("id").Ascending();
        Create.Index("source_passages_created_at_id_idx").OnTable("source_passages")
            .OnColumn("created_at").Ascending()
            .OnColumn("id").Ascending();
        Create.Index("source_created_at_id_idx").OnTable("sources")
            .OnColumn("created_at").Ascending()
            .OnColumn("id").Ascending();
        Create.Index("ix_tools_created_at_name").OnTable("tools")
            .OnColumn("created_at").Ascending()
            .OnColumn("name").Ascending();
    }

    public override void Down()
    {
        Delete.Index("agent_passages_created_at_id_idx").OnTable("agent_passages");
        Delete.Index("ix_agents_created_at").OnTable("agents");
        Delete.Index("created_at_label_idx").OnTable("block");
        Delete.Index("ix_jobs_created_at").OnTable("jobs");
        Delete.Index("ix_messages_created_at").OnTable("messages");
        Delete.Index("source_passages_created_at_id_idx").OnTable("source_passages");
        Delete.Index("source_created_at_id_idx").OnTable("sources");
        Delete.Index("ix_tools_created_at_name").OnTable("tools");
    }
}
