using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250114143434, "f595e0e8013e", "jobs have a request config")]
public sealed class JobsHaveARequestConfig : Revision
{
    public override void Up()
    {
        Alter.Table("jobs").AddColumn("request_config").AsJson().Nullable();
    }

    public override void Down()
    {
        Irreversible("the request configs of jobs: nothing held them before");
        Delete.Column("request_config").FromTable("jobs");
    }
}
