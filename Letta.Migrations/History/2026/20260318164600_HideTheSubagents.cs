using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2026;

[Revision(20260318164600, "9fa274fb0b83", "hide the subagents")]
public sealed class HideTheSubagents : Revision
{
    public override void Up()
        => Sql("""
            update agents set hidden = true
            where not coalesce(hidden, false) and exists (select 1 from agents_tags t where t.agent_id = agents.id and t.tag = 'role:subagent')
            """);

    public override void Down() => Irreversible("which subagents were not hidden");
}
