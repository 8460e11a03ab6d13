using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2026;

[Revision(20260118210959, "82feb220a9b8", "provider traces have a source")]
public sealed class ProviderTracesHaveASource : Revision
{
    public override void Up()
    {
        Alter.Table("provider_traces").AddColumn("source").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the source of provider traces: nothing held it before");
        Delete.Column("source").FromTable("provider_traces");
    }
}
