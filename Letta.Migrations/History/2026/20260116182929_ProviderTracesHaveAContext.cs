using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2026;

[Revision(20260116182929, "539afa667cff", "provider traces have a context")]
public sealed class ProviderTracesHaveAContext : Revision
{
    public override void Up()
    {
        Alter.Table("provider_traces")
            .AddColumn("agent_id").AsVarchar().Nullable()
            .AddColumn("agent_tags").AsJson().Nullable()
            .AddColumn("call_type").AsVarchar().Nullable()
            .AddColumn("run_id").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the context of provider traces: nothing held it before");
        Delete.Column("agent_id").Column("agent_tags").Column("call_type").Column("run_id").FromTable("provider_traces");
    }
}
