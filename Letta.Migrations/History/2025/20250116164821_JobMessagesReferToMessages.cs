using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250116164821, "25fc99e97839", "job messages refer to messages")]
public sealed class JobMessagesReferToMessages : Revision
{
    public override void Up()
    {
        RefuseOrphans("job_messages", "message_id", "messages");

        Delete.Index("ix_job_messages_created_at").OnTable("job_messages");
        Delete.Index("ix_job_messages_job_id").OnTable("job_messages");
        Delete.Index("ix_job_usage_statistics_created_at").OnTable("job_usage_statistics");
        Delete.Index("ix_job_usage_statistics_job_id").OnTable("job_usage_statistics");
        ForeignKey("fk_job_messages_message_id", "job_messages", "message_id", "messages").OnDelete(Rule.Cascade);
    }

    public override void Down()
    {
        Delete.ForeignKey("fk_job_messages_message_id").OnTable("job_messages");
        Create.Index("ix_job_messages_created_at").OnTable("job_messages").OnColumn("created_at").Ascending();
        Create.Index("ix_job_messages_job_id").OnTable("job_messages").OnColumn("job_id").Ascending();
        Create.Index("ix_job_usage_statistics_created_at").OnTable("job_usage_statistics").OnColumn("created_at").Ascending();
        Create.Index("ix_job_usage_statistics_job_id").OnTable("job_usage_statistics").OnColumn("job_id").Ascending();
    }
}
