using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250730131915, "15b577c62f3f", "agents may be hidden")]
public sealed class AgentsMayBeHidden : Revision
{
    public override void Up()
    {
        Alter.Table("agents").AddColumn("hidden").AsBoolean().Nullable();
    }

    public override void Down()
    {
        Delete.Column("hidden").FromTable("agents");
    }
}
