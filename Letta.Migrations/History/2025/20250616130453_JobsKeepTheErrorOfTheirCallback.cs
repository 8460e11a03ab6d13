using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250616130453, "90fd814d0cda", "jobs keep the error of their callback")]
public sealed class JobsKeepTheErrorOfTheirCallback : Revision
{
    public override void Up()
    {
        Alter.Table("jobs").AddColumn("callback_error").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the errors of callbacks: nothing held them before");
        Delete.Column("callback_error").FromTable("jobs");
    }
}
