using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250721155657, "c4eb5a907b38", "agents limit their open files")]
public sealed class AgentsLimitTheirOpenFiles : Revision
{
    public override void Up()
    {
        Alter.Table("agents")
            .AddColumn("max_files_open").AsInt32().Nullable()
            .AddColumn("per_file_view_window_char_limit").AsInt32().Nullable();
    }

    public override void Down()
    {
        Irreversible("the limits of open files of agents: nothing held them before");
        Delete.Column("max_files_open").Column("per_file_view_window_char_limit").FromTable("agents");
    }
}
