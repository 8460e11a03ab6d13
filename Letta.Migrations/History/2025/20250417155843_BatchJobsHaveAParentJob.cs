using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250417155843, "f2f78d62005c", "batch jobs have a parent job")]
public sealed class BatchJobsHaveAParentJob : Revision
{
    public override void Up()
    {
        Alter.Table("llm_batch_job").AddColumn("letta_batch_job_id").AsVarchar().NotNullable();
        ForeignKey("llm_batch_job_letta_batch_job_id_fkey", "llm_batch_job", "letta_batch_job_id", "jobs").OnDelete(Rule.Cascade);
    }

    public override void Down()
    {
        Delete.ForeignKey("llm_batch_job_letta_batch_job_id_fkey").OnTable("llm_batch_job");
        Delete.Column("letta_batch_job_id").FromTable("llm_batch_job");
    }
}
