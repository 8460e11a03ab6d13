using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250916132042, "7f7933666957", "jobs have a stop reason")]
public sealed class JobsHaveAStopReason : Revision
{
    public override void Up()
    {
        Alter.Table("jobs").AddColumn("stop_reason").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the stop reasons of jobs: nothing held them before");
        Delete.Column("stop_reason").FromTable("jobs");
    }
}
