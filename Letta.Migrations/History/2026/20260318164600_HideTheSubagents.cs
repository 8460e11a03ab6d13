using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2026;

[Revision(20260318164600, "9fa274fb0b83", "hide the subagents")]
public sealed class HideTheSubagents : Revision
{
    public override void Up()
    {

    }

    public override void Down()
    {

    }
}
