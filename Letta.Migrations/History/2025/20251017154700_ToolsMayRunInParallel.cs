using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251017154700, "e67961ed7c32", "tools may run in parallel")]
public sealed class ToolsMayRunInParallel : Revision
{
    public override void Up()
    {
        Alter.Table("tools").AddColumn("enable_parallel_execution").AsBoolean().Nullable();
    }

    public override void Down()
    {
        Irreversible("which tools may run in parallel: nothing told it before");
        Delete.Column("enable_parallel_execution").FromTable("tools");
    }
}
