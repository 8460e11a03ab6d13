using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241118154014, "f81ceea2c08d", "sandboxes and their environment")]
public sealed class CreateSandboxes : Revision
{
    public override void Up()
    {
        CreateEnum("sandboxtype", "E2B", "LOCAL");

        Create.Table("sandbox_configs")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("sandbox_configs_pkey")
            .WithColumn("type").AsEnum("sandboxtype", 5).NotNullable()
            .WithColumn("config").AsJson().NotNullable()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithMetaColumns();
        Create.UniqueConstraint("uix_type_organization").OnTable("sandbox_configs").Columns("type", "organization_id");
        ForeignKey("sandbox_configs_organization_id_fkey", "sandbox_configs", "organization_id", "organizations");

        Create.Table("sandbox_environment_variables")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("sandbox_environment_variables_pkey")
            .WithColumn("key").AsVarchar().NotNullable()
            .WithColumn("value").AsVarchar().NotNullable()
            .WithColumn("description").AsVarchar().Nullable()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithColumn("sandbox_config_id").AsVarchar().NotNullable()
            .WithMetaColumns();
        Create.UniqueConstraint("uix_key_sandbox_config").OnTable("sandbox_environment_variables").Columns("key", "sandbox_config_id");
        ForeignKey("sandbox_environment_variables_organization_id_fkey", "sandbox_environment_variables", "organization_id", "organizations");
        ForeignKey("sandbox_environment_variables_sandbox_config_id_fkey", "sandbox_environment_variables", "sandbox_config_id", "sandbox_configs");
    }

    public override void Down()
    {
        Irreversible("the sandboxes and their environment variables: nothing held them before");
        Delete.Table("sandbox_environment_variables");
        Delete.Table("sandbox_configs");
        DropEnum("sandboxtype");
    }
}
