using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2026;

[Revision(20260122000000, "9275f62ad282", "provider traces have more of the protocol")]
public sealed class ProviderTracesHaveMoreOfTheProtocol : Revision
{
    public override void Up()
    {
        Alter.Table("provider_traces")
            .AddColumn("org_id").AsVarchar().Nullable()
            .AddColumn("user_id").AsVarchar().Nullable()
            .AddColumn("compaction_settings").AsJson().Nullable()
            .AddColumn("llm_config").AsJson().Nullable();
    }

    public override void Down()
    {
        Irreversible("organization, user and settings of provider traces: nothing held them before");
        Delete.Column("compaction_settings").Column("llm_config").Column("org_id").Column("user_id").FromTable("provider_traces");
    }
}
