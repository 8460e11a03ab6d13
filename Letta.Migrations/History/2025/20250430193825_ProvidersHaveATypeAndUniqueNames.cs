using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250430193825, "373dabcba6cf", "providers have a type and unique names")]
public sealed class ProvidersHaveATypeAndUniqueNames : Revision
{
    public override void Up()
    {
        RefuseDuplicates("providers", "name", "organization_id");

        Alter.Table("providers")
            .AddColumn("provider_type").AsVarchar().Nullable()
            .AddColumn("base_url").AsVarchar().Nullable();
        Create.UniqueConstraint("unique_name_organization_id").OnTable("providers").Columns("name", "organization_id");
    }

    public override void Down()
    {
        Irreversible("the types and URLs of providers: nothing held them before");
        Delete.UniqueConstraint("unique_name_organization_id").FromTable("providers");
        Delete.Column("base_url").Column("provider_type").FromTable("providers");
    }
}
