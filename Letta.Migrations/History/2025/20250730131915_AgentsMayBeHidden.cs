using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250730131915, "15b577c62f3f", "agents may be hidden")]
public sealed class AgentsMayBeHidden : Revision
{
    public override void Up()
    {
        Alter.Table("agents").AddColumn("hidden").AsBoolean().Nullable();

        // Not LIKE, which ignores case on SQLite.
        Sql("update agents set hidden = true where substr(project_id, 1, 10) = 'templates-'");
    }

    public override void Down()
    {
        Irreversible("which agents are hidden: nothing held it before; the way up hides those of templates again");
        Delete.Column("hidden").FromTable("agents");
    }
}
