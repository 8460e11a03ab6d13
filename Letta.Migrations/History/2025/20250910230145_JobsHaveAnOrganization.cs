using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250910230145, "5d27a719b24d", "jobs have an organization")]
public sealed class JobsHaveAnOrganization : Revision
{
    public override void Up()
    {
        Alter.Table("jobs").AddColumn("organization_id").AsVarchar().Nullable();
        ForeignKey("fk_jobs_organization_id", "jobs", "organization_id", "organizations");
    }

    public override void Down()
    {
        Delete.ForeignKey("fk_jobs_organization_id").OnTable("jobs");
        Delete.Column("organization_id").FromTable("jobs");
    }
}
