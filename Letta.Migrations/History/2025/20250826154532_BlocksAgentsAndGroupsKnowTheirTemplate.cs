using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250826154532, "d5103ee17ed5", "blocks, agents and groups know their template")]
public sealed class BlocksAgentsAndGroupsKnowTheirTemplate : Revision
{
    public override void Up()
    {
        Alter.Table("agents")
            .AddColumn("entity_id").AsVarchar().Nullable()
            .AddColumn("deployment_id").AsVarchar().Nullable();
        Alter.Table("block")
            .AddColumn("entity_id").AsVarchar().Nullable()
            .AddColumn("deployment_id").AsVarchar().Nullable()
            .AddColumn("base_template_id").AsVarchar().Nullable()
            .AddColumn("template_id").AsVarchar().Nullable();
        Alter.Table("groups")
            .AddColumn("deployment_id").AsVarchar().Nullable()
            .AddColumn("base_template_id").AsVarchar().Nullable()
            .AddColumn("template_id").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the templates, entities and deployments that blocks, agents and groups come from: nothing held them before");
        Delete.Column("deployment_id").Column("entity_id").FromTable("agents");
        Delete.Column("base_template_id").Column("deployment_id").Column("entity_id").Column("template_id").FromTable("block");
        Delete.Column("base_template_id").Column("deployment_id").Column("template_id").FromTable("groups");
    }
}
