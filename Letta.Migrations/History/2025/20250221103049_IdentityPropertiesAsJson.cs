using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250221103049, "fdcdafdb11cf", "identity properties as json")]
public sealed class IdentityPropertiesAsJson : Revision
{
    public override void Up()
    {
        Delete.UniqueConstraint("unique_identifier_without_project").FromTable("identities");
        Alter.Column("properties").OnTable("identities").AsJson().NotNullable();
        Create.UniqueConstraint("unique_identifier_key_project_id_organization_id").OnTable("identities").Columns("identifier_key", "project_id", "organization_id").NullsNotDistinct();
    }

    public override void Down()
    {
        Delete.UniqueConstraint("unique_identifier_key_project_id_organization_id").FromTable("identities");
        Alter.Column("properties").OnTable("identities").AsJsonb().NotNullable();
        Create.UniqueConstraint("unique_identifier_without_project").OnTable("identities").Columns("identifier_key", "project_id", "organization_id").NullsNotDistinct();
    }
}
