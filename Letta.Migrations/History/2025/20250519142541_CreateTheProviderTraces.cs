using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250519142541, "cc8dc340836d", "create the provider traces")]
public sealed class CreateTheProviderTraces : Revision
{
    public override void Up()
    {
        Create.Table("provider_traces")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("provider_traces_pkey")
            .WithColumn("request_json").AsJson().NotNullable()
            .WithColumn("response_json").AsJson().NotNullable()
            .WithColumn("step_id").AsVarchar().Nullable()
            .WithMetaColumns()
            .WithColumn("organization_id").AsVarchar().NotNullable();
        ForeignKey("provider_traces_organization_id_fkey", "provider_traces", "organization_id", "organizations");
        Create.Index("ix_step_id").OnTable("provider_traces").OnColumn("step_id").Ascending();
    }

    public override void Down()
    {
        Irreversible("the traces of providers: nothing held them before");
        Delete.Table("provider_traces");
    }
}
