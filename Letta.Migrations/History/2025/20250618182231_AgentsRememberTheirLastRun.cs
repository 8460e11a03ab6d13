using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250618182231, "9758adf8fdd3", "agents remember their last run")]
public sealed class AgentsRememberTheirLastRun : Revision
{
    public override void Up()
    {
        Alter.Table("agents")
            .AddColumn("last_run_completion").AsTimestampTz().Nullable()
            .AddColumn("last_run_duration_ms").AsInt32().Nullable();
    }

    public override void Down()
    {
        Irreversible("when agents ran last, and how long: nothing held it before");
        Delete.Column("last_run_completion").Column("last_run_duration_ms").FromTable("agents");
    }
}
