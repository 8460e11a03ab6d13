using FluentMigrator;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

/// <summary>Without a transaction, so that jobs can be written while the foreign key reads them all.</summary>
[Revision(20250910230145, "5d27a719b24d", "jobs have an organization", TransactionBehavior.None)]
public sealed class JobsHaveAnOrganization : Revision
{
    public override void Up()
    {
        // Jobs that exist keep NULL, as in Letta, though their user would tell it.
        Alter.Table("jobs").AddColumn("organization_id").AsVarchar().Nullable();
        ForeignKey("fk_jobs_organization_id", "jobs", "organization_id", "organizations");
    }

    public override void Down()
    {
        Irreversible("the organizations of jobs: nothing held them before");
        Delete.ForeignKey("fk_jobs_organization_id").OnTable("jobs");
        Delete.Column("organization_id").FromTable("jobs");
    }
}
