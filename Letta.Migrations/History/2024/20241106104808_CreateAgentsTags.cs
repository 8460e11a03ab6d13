using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241106104808, "b6d7ca024aa9", "agents have tags")]
public sealed class CreateAgentsTags : Revision
{
    public override void Up()
    {
        Create.Table("agents_tags")
            .WithColumn("agent_id").AsVarchar().NotNullable().PrimaryKey("agents_tags_pkey")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("agents_tags_pkey")
            .WithColumn("tag").AsVarchar().NotNullable()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithMetaColumns();
        Create.UniqueConstraint("unique_agent_tag").OnTable("agents_tags").Columns("agent_id", "tag");
        ForeignKey("agents_tags_agent_id_fkey", "agents_tags", "agent_id", "agents");
        ForeignKey("agents_tags_organization_id_fkey", "agents_tags", "organization_id", "organizations");
    }

    public override void Down()
    {
        Irreversible("the tags of agents: nothing held them before");
        Delete.Table("agents_tags");
    }
}
