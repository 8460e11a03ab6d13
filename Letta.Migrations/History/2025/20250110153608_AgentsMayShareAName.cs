using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250110153608, "cdb3db091113", "agents may share a name")]
public sealed class AgentsMayShareAName : Revision
{
    public override void Up()
    {
        Delete.UniqueConstraint("unique_org_agent_name").FromTable("agents");
    }

    public override void Down()
    {
        Irreversible("the name that agents of an organization share: the oldest keeps it, the others have their id appended to it");
        TellNamesakesApart();
        TellNamesakesApart(); // What the first time made of a name may have been another agent's name already.
        Create.UniqueConstraint("unique_org_agent_name").OnTable("agents").Columns("organization_id", "name");
    }

    private void TellNamesakesApart()
        => Sql("""
            update agents set name = name || ' ' || id
            where id in (
                select id from (
                    select id, row_number() over (partition by organization_id, name order by created_at is null, created_at, id) as place
                    from agents where name is not null) named
                where place > 1)
            """);
}
