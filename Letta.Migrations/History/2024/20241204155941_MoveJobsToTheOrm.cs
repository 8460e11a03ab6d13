using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241204155941, "3c683a662c82", "jobs to the ORM")]
public sealed class MoveJobsToTheOrm : Revision
{
    public override void Up()
    {
        RefuseNull("jobs", "status");
        RefuseNull("jobs", "user_id");
        RefuseOrphans("jobs", "user_id", "users");

        Alter.Table("jobs").AddMetaColumns();
        Alter.Column("status").OnTable("jobs").AsVarchar().NotNullable();
        Alter.Column("completed_at").OnTable("jobs").AsTimestamp().Nullable(); // The same moment, in UTC.
        Alter.Column("user_id").OnTable("jobs").AsVarchar().NotNullable();
        ForeignKey("jobs_user_id_fkey", "jobs", "user_id", "users");
    }

    public override void Down()
    {
        Delete.ForeignKey("jobs_user_id_fkey").OnTable("jobs");
        Alter.Column("user_id").OnTable("jobs").AsVarchar().Nullable();
        Alter.Column("completed_at").OnTable("jobs").AsTimestampTz().Nullable();
        Alter.Column("status").OnTable("jobs").AsVarchar().Nullable();
        Delete.MetaColumns().FromTable("jobs");
    }
}
