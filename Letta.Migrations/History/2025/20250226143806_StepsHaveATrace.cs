using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250226143806, "b183663c6769", "steps have a trace")]
public sealed class StepsHaveATrace : Revision
{
    public override void Up()
    {
        Alter.Table("steps").AddColumn("trace_id").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the traces of steps: nothing held them before");
        Delete.Column("trace_id").FromTable("steps");
    }
}
