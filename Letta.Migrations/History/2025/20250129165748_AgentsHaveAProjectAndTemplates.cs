using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250129165748, "f922ca16e42c", "agents have a project and templates")]
public sealed class AgentsHaveAProjectAndTemplates : Revision
{
    public override void Up()
    {
        Alter.Table("agents")
            .AddColumn("project_id").AsVarchar().Nullable()
            .AddColumn("template_id").AsVarchar().Nullable()
            .AddColumn("base_template_id").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the projects and templates of agents: nothing held them before");
        Delete.Column("project_id").Column("template_id").Column("base_template_id").FromTable("agents");
    }
}
