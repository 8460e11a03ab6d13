using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

/// <summary>
/// Every batch job belongs to a job from here on. Of one that exists already nothing tells which, so a person has to decide about it.
/// </summary>
[Revision(20250417155843, "f2f78d62005c", "batch jobs have a parent job")]
public sealed class BatchJobsHaveAParentJob : Revision
{
    public override void Up()
    {
        Refuse(
            "llm_batch_job",
            "must not exist yet, since nothing tells which job they belong to",
            "select id from llm_batch_job order by id",
            "wait until the provider has finished them, then delete them and their rows of \"llm_batch_items\"");

        Alter.Table("llm_batch_job").AddColumn("letta_batch_job_id").AsVarchar().NotNullable();
        ForeignKey("llm_batch_job_letta_batch_job_id_fkey", "llm_batch_job", "letta_batch_job_id", "jobs").OnDelete(Rule.Cascade);
    }

    public override void Down()
    {
        Irreversible("the job of a batch job: nothing held it before, and on the way up the batch job is refused");
        Delete.ForeignKey("llm_batch_job_letta_batch_job_id_fkey").OnTable("llm_batch_job");
        Delete.Column("letta_batch_job_id").FromTable("llm_batch_job");
    }
}
