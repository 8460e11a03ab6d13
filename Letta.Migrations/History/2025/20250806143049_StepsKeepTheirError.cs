using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250806143049, "f7f757414d20", "steps keep their error")]
public sealed class StepsKeepTheirError : Revision
{
    public override void Up()
    {
        CreateEnum("stepstatus", "PENDING", "SUCCESS", "FAILED", "CANCELLED");
        Alter.Table("steps")
            .AddColumn("error_type").AsVarchar().Nullable()
            .AddColumn("error_data").AsJson().Nullable()
            .AddColumn("status").AsEnum("stepstatus", 9).Nullable();
    }

    public override void Down()
    {
        Irreversible("the status and the error of steps: nothing held them before");
        Delete.Column("error_data").Column("error_type").Column("status").FromTable("steps");
        DropEnum("stepstatus");
    }
}
