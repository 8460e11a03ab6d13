using FluentMigrator;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2026;

[Revision(20260128000000, "a1b2c3d4e5f8", "create the provider trace metadata")]
public sealed class CreateTheProviderTraceMetadata : Revision
{
    public override void Up()
    {
        Create.Table("provider_trace_metadata")
            .WithColumn("id").AsVarchar().NotNullable()
            .WithColumn("step_id").AsVarchar().Nullable()
            .WithColumn("agent_id").AsVarchar().Nullable()
            .WithColumn("agent_tags").AsJson().Nullable()
            .WithColumn("call_type").AsVarchar().Nullable()
            .WithColumn("run_id").AsVarchar().Nullable()
            .WithColumn("source").AsVarchar().Nullable()
            .WithColumn("org_id").AsVarchar().Nullable()
            .WithColumn("user_id").AsVarchar().Nullable()
            .WithColumn("created_at").AsTimestampTz().NotNullable().WithDefault(SystemMethods.CurrentDateTime)
            .WithColumn("updated_at").AsTimestampTz().Nullable().WithDefault(SystemMethods.CurrentDateTime)
            .WithColumn("is_deleted").AsBoolean().NotNullable().WithDefaultValue(false)
            .WithColumn("_created_by_id").AsVarchar().Nullable()
            .WithColumn("_last_updated_by_id").AsVarchar().Nullable()
            .WithColumn("organization_id").AsVarchar().NotNullable();
        Create.PrimaryKey("provider_trace_metadata_pkey").OnTable("provider_trace_metadata").Columns("created_at", "id");
        ForeignKey("provider_trace_metadata_organization_id_fkey", "provider_trace_metadata", "organization_id", "organizations");
        Create.Index("ix_provider_trace_metadata_id").OnTable("provider_trace_metadata")
            .OnColumn("id").Ascending()
            .WithOptions().Unique();
        Create.Index("ix_provider_trace_metadata_step_id").OnTable("provider_trace_metadata").OnColumn("step_id").Ascending();
    }

    public override void Down()
    {
        Irreversible("the metadata of provider traces: nothing held them before");
        Delete.Table("provider_trace_metadata");
    }
}
