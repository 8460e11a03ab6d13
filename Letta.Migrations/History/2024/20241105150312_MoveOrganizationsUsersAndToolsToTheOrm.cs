using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241105150312, "d14ae606614c", "organizations, users and tools to the ORM")]
public sealed class MoveOrganizationsUsersAndToolsToTheOrm : Revision
{
    public override void Up()
    {
        RefuseNull("users", "org_id");
        RefuseOrphans("users", "org_id", "organizations");

        Loses(
            "tools",
            "the tools",
            "select id from tools order by id",
            "nothing tells their organization; the server writes its own again when it starts, tools of users must be made again");
        Loses(
            "users",
            "the acceptance of the policies",
            "select id from users where policies_accepted order by id",
            "Letta does not keep it any more");

        Sql("delete from tools");

        Alter.Table("agents").AddColumn("tool_rules").AsJson().Nullable();
        Rename.Column("name").OnTable("block").To("template_name");
        Alter.Table("organizations").AddMetaColumns();

        Alter.Table("tools").AddAllMetaColumns().AddColumn("organization_id").AsVarchar().NotNullable();
        Alter.Column("tags").OnTable("tools").AsJson().NotNullable();
        Alter.Column("source_type").OnTable("tools").AsVarchar().NotNullable();
        Alter.Column("json_schema").OnTable("tools").AsJson().NotNullable();
        Create.UniqueConstraint("uix_name_organization").OnTable("tools").Columns("name", "organization_id");
        ForeignKey("tools_organization_id_fkey", "tools", "organization_id", "organizations");
        Delete.Column("user_id").FromTable("tools");

        Alter.Table("users")
            .AddMetaColumns()
            .AddColumn("organization_id").AsVarchar().NotNullable().FilledFrom("users.org_id");
        ForeignKey("users_organization_id_fkey", "users", "organization_id", "organizations");
        Delete.Column("org_id").Column("policies_accepted").FromTable("users");
    }

    public override void Down()
    {
        Irreversible("users.policies_accepted: nothing else tells who accepted them");
        Alter.Table("users")
            .AddColumn("org_id").AsVarchar().Nullable().FilledFrom("users.organization_id")
            .AddColumn("policies_accepted").AsBoolean().Nullable();
        Delete.ForeignKey("users_organization_id_fkey").OnTable("users");
        Delete.Column("organization_id").AndMetaColumns().FromTable("users");
        SetNotNullIfFilled("users", "policies_accepted");

        Irreversible("the owner of a tool: it belongs to an organization now, and tools.user_id comes back empty");
        Alter.Table("tools").AddColumn("user_id").AsVarchar().Nullable();
        Delete.ForeignKey("tools_organization_id_fkey").OnTable("tools");
        Delete.UniqueConstraint("uix_name_organization").FromTable("tools");
        Alter.Column("json_schema").OnTable("tools").AsJson().Nullable();
        Alter.Column("source_type").OnTable("tools").AsVarchar().Nullable();
        Alter.Column("tags").OnTable("tools").AsJson().Nullable();
        Delete.Column("organization_id").AndAllMetaColumns().FromTable("tools");

        Delete.MetaColumns().FromTable("organizations");
        Rename.Column("template_name").OnTable("block").To("name");
        Delete.Column("tool_rules").FromTable("agents");
    }
}
