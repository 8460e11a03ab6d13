using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250107104904, "915b68780108", "create the providers")]
public sealed class CreateTheProviders : Revision
{
    public override void Up()
    {
        Create.Table("providers")
            .WithColumn("name").AsVarchar().NotNullable()
            .WithColumn("api_key").AsVarchar().Nullable()
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("providers_pkey")
            .WithMetaColumns()
            .WithColumn("organization_id").AsVarchar().NotNullable();
        ForeignKey("providers_organization_id_fkey", "providers", "organization_id", "organizations");
    }

    public override void Down()
    {
        Irreversible("the providers and their keys: nothing held them before");
        Delete.Table("providers");
    }
}
