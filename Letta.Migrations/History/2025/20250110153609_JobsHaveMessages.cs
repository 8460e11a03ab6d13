using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250110153609, "8d70372ad130", "jobs have messages")]
public sealed class JobsHaveMessages : Revision
{
    public override void Up()
    {
        Create.Table("job_messages")
            .WithColumn("id").AsSerial().NotNullable().PrimaryKey("pk_job_messages")
            .WithColumn("job_id").AsVarchar().NotNullable()
            .WithColumn("message_id").AsVarchar().NotNullable()
            .WithMetaColumns();
        Create.UniqueConstraint("uq_job_messages_message_id").OnTable("job_messages").Column("message_id");
        ForeignKey("fk_job_messages_job_id", "job_messages", "job_id", "jobs").OnDelete(Rule.Cascade);
        Create.Index("ix_job_messages_created_at").OnTable("job_messages").OnColumn("created_at").Ascending();
        Create.Index("ix_job_messages_job_id").OnTable("job_messages").OnColumn("job_id").Ascending();
    }

    public override void Down()
    {
        Irreversible("which messages belong to a job: nothing held it before");
        Delete.Table("job_messages");
    }
}
