using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251111191601, "2dbb2cf49e07", "create the provider models")]
public sealed class CreateTheProviderModels : Revision
{
    public override void Up()
    {
        Create.Table("provider_models")
            .WithColumn("handle").AsVarchar().NotNullable()
            .WithColumn("display_name").AsVarchar().NotNullable()
            .WithColumn("name").AsVarchar().NotNullable()
            .WithColumn("provider_id").AsVarchar().NotNullable()
            .WithColumn("organization_id").AsVarchar().Nullable()
            .WithColumn("model_type").AsVarchar().NotNullable()
            .WithColumn("enabled").AsBoolean().NotNullable().WithDefaultValue(true)
            .WithColumn("model_endpoint_type").AsVarchar().NotNullable()
            .WithColumn("max_context_window").AsInt32().Nullable()
            .WithColumn("supports_token_streaming").AsBoolean().Nullable()
            .WithColumn("supports_tool_calling").AsBoolean().Nullable()
            .WithColumn("embedding_dim").AsInt32().Nullable()
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("provider_models_pkey")
            .WithMetaColumns();
        Create.UniqueConstraint("unique_handle_per_org_and_type").OnTable("provider_models").Columns("handle", "organization_id", "model_type");
        Create.UniqueConstraint("unique_model_per_provider_and_type").OnTable("provider_models").Columns("name", "provider_id", "model_type");
        ForeignKey("provider_models_organization_id_fkey", "provider_models", "organization_id", "organizations").OnDelete(Rule.Cascade);
        ForeignKey("provider_models_provider_id_fkey", "provider_models", "provider_id", "providers").OnDelete(Rule.Cascade);
        Create.Index("ix_provider_models_handle").OnTable("provider_models").OnColumn("handle").Ascending();
        Create.Index("ix_provider_models_model_type").OnTable("provider_models").OnColumn("model_type").Ascending();
        Create.Index("ix_provider_models_organization_id").OnTable("provider_models").OnColumn("organization_id").Ascending();
        Create.Index("ix_provider_models_provider_id").OnTable("provider_models").OnColumn("provider_id").Ascending();

        // One that the server is configured with is everybody's.
        Alter.Column("organization_id").OnTable("providers").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the organization of a provider that is everybody's: where there is one, the column stays nullable");
        SetNotNullIfFilled("providers", "organization_id");

        Irreversible("the models of providers: nothing held them before");
        Delete.Table("provider_models");
    }
}
