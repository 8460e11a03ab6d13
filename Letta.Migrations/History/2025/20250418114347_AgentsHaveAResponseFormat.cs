using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250418114347, "28b8765bdd0a", "agents have a response format")]
public sealed class AgentsHaveAResponseFormat : Revision
{
    public override void Up()
    {
        Alter.Table("agents").AddColumn("response_format").AsJson().Nullable();
    }

    public override void Down()
    {
        Irreversible("the response formats of agents: nothing held them before");
        Delete.Column("response_format").FromTable("agents");
    }
}
