using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250221103049, "fdcdafdb11cf", "identity properties as JSON")]
public sealed class IdentityPropertiesAsJson : Revision
{
    public override void Up()
    {
        Alter.Column("properties").OnTable("identities").AsJson().NotNullable();

        Delete.UniqueConstraint("unique_identifier_without_project").FromTable("identities");
        Create.UniqueConstraint("unique_identifier_key_project_id_organization_id").OnTable("identities")
            .Columns("identifier_key", "project_id", "organization_id").NullsNotDistinct();
    }

    public override void Down()
    {
        Delete.UniqueConstraint("unique_identifier_key_project_id_organization_id").FromTable("identities");
        Create.UniqueConstraint("unique_identifier_without_project").OnTable("identities")
            .Columns("identifier_key", "project_id", "organization_id").NullsNotDistinct();

        Irreversible("NULs and halves of surrogate pairs in the properties of identities: jsonb cannot hold them, they become U+FFFD");
        if (OnPostgres)
            Sql($"update identities set properties = {Readable.Of("properties")} where {Readable.IsSuspect("properties")}");
        Alter.Column("properties").OnTable("identities").AsJsonb().NotNullable();
    }
}
