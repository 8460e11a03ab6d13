using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250214122416, "a3047a624130", "agents have an identifier key")]
public sealed class AgentsHaveAnIdentifierKey : Revision
{
    public override void Up()
    {
        Alter.Table("agents").AddColumn("identifier_key").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the identifier keys of agents: nothing held them before");
        Delete.Column("identifier_key").FromTable("agents");
    }
}
