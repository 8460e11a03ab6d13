using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250117112743, "f895232c144a", "composio tools are external")]
public sealed class ComposioToolsAreExternal : Revision
{
    public override void Up()
    {

    }

    public override void Down()
    {

    }
}
