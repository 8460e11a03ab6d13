using System.Data;
using FluentMigrator;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250214095818, "a113caac453e", "create the identities")]
public sealed class CreateTheIdentities : Revision
{
    public override void Up()
    {
        // CURRENT_TIMESTAMP is now(), but the original spelled it so, and Postgres' catalog keeps the spelling.
        var now = RawSql.Insert("CURRENT_TIMESTAMP");
        Create.Table("identities")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("identities_pkey")
            .WithColumn("identifier_key").AsVarchar().NotNullable()
            .WithColumn("name").AsVarchar().NotNullable()
            .WithColumn("identity_type").AsVarchar().NotNullable()
            .WithColumn("project_id").AsVarchar().Nullable()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithColumn("created_at").AsTimestampTz().Nullable().WithDefaultValue(now)
            .WithColumn("updated_at").AsTimestampTz().Nullable().WithDefaultValue(now)
            .WithColumn("is_deleted").AsBoolean().NotNullable().WithDefaultValue(false)
            .WithColumn("_created_by_id").AsVarchar().Nullable()
            .WithColumn("_last_updated_by_id").AsVarchar().Nullable();
        Create.UniqueConstraint("unique_identifier_pid_org_id").OnTable("identities")
            .Columns("identifier_key", "project_id", "organization_id");
        ForeignKey("identities_organization_id_fkey", "identities", "organization_id", "organizations");

        Alter.Table("agents").AddColumn("identity_id").AsVarchar().Nullable();
        ForeignKey("fk_agents_identity_id", "agents", "identity_id", "identities").OnDelete(Rule.Cascade);
    }

    public override void Down()
    {
        Irreversible("the identities, and which agent has which: nothing held them before");
        Delete.ForeignKey("fk_agents_identity_id").OnTable("agents");
        Delete.Column("identity_id").FromTable("agents");
        Delete.Table("identities");
    }
}
