using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250724180031, "06fbbf65d4f1", "blocks and groups have a project")]
public sealed class BlocksAndGroupsHaveAProject : Revision
{
    public override void Up()
    {
        // Rows that exist stay without one: Letta wrote a backfill and commented it out, so no server has ever seen one.
        Alter.Table("block").AddColumn("project_id").AsVarchar().Nullable();
        Alter.Table("groups").AddColumn("project_id").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the projects of blocks and groups: nothing held them before");
        Delete.Column("project_id").FromTable("block");
        Delete.Column("project_id").FromTable("groups");
    }
}
