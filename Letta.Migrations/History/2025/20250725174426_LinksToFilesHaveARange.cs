using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250725174426, "4537f0996495", "links to files have a range")]
public sealed class LinksToFilesHaveARange : Revision
{
    public override void Up()
    {
        Alter.Table("files_agents")
            .AddColumn("start_line").AsInt32().Nullable()
            .AddColumn("end_line").AsInt32().Nullable();
    }

    public override void Down()
    {
        Irreversible("the lines of a file that an agent has open: nothing held them before");
        Delete.Column("end_line").Column("start_line").FromTable("files_agents");
    }
}
