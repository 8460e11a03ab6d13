using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250417174016, "a3c7d62e08ca", "jobs call back")]
public sealed class JobsCallBack : Revision
{
    public override void Up()
    {
        Alter.Table("jobs")
            .AddColumn("callback_url").AsVarchar().Nullable()
            .AddColumn("callback_sent_at").AsTimestamp().Nullable()
            .AddColumn("callback_status_code").AsInt32().Nullable();
    }

    public override void Down()
    {
        Irreversible("the callbacks of jobs: nothing held them before");
        Delete.Column("callback_sent_at").Column("callback_status_code").Column("callback_url").FromTable("jobs");
    }
}
