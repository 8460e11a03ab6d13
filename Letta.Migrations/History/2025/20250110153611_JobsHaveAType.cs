using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250110153611, "88f9432739a9", "jobs have a type")]
public sealed class JobsHaveAType : Revision
{
    public override void Up()
    {
        Alter.Table("jobs").AddColumn("job_type").AsVarchar().NotNullable().FilledFrom("'job'");
    }

    public override void Down()
    {
        Irreversible("the types of jobs: nothing held them before");
        Delete.Column("job_type").FromTable("jobs");
    }
}
