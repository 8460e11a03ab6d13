using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250113143613, "7f652fdd3dba", "a message may belong to several jobs")]
public sealed class AMessageMayBelongToSeveralJobs : Revision
{
    public override void Up()
    {
        Delete.UniqueConstraint("uq_job_messages_message_id").FromTable("job_messages");
        Create.UniqueConstraint("unique_job_message").OnTable("job_messages").Columns("job_id", "message_id");
    }

    public override void Down()
    {
        Irreversible("the further jobs of a message: it can belong to one, that of its first link which is not deleted");
        Sql("""
            delete from job_messages where id in (
                select id from (
                    select id, row_number() over (partition by message_id order by is_deleted, id) as place from job_messages) linked
                where place > 1)
            """);
        Delete.UniqueConstraint("unique_job_message").FromTable("job_messages");
        Create.UniqueConstraint("uq_job_messages_message_id").OnTable("job_messages").Column("message_id");
    }
}
