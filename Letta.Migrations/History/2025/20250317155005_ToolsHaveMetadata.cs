using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250317155005, "1e553a664210", "tools have metadata")]
public sealed class ToolsHaveMetadata : Revision
{
    public override void Up()
    {
        Alter.Table("tools").AddColumn("metadata_").AsJson().Nullable();
    }

    public override void Down()
    {
        Irreversible("the metadata of tools: nothing held them before");
        Delete.Column("metadata_").FromTable("tools");
    }
}
