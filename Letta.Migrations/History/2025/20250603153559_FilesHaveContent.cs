using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250603153559, "cdd4a1c11aee", "files have content")]
public sealed class FilesHaveContent : Revision
{
    public override void Up()
    {
        Create.Table("file_contents")
            .WithColumn("file_id").AsVarchar().NotNullable().PrimaryKey("file_contents_pkey")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("file_contents_pkey")
            .WithColumn("text").AsText().NotNullable()
            .WithMetaColumns();
        Alter.Table("files_agents").AddColumn("file_name").AsVarchar().NotNullable();
        Create.UniqueConstraint("uq_files_agents_agent_file_name").OnTable("files_agents").Columns("agent_id", "file_name");
        ForeignKey("file_contents_file_id_fkey", "file_contents", "file_id", "files").OnDelete(Rule.Cascade);
        Create.Index("ix_files_agents_agent_file_name").OnTable("files_agents")
            .OnColumn("agent_id").Ascending()
            .OnColumn("file_name").Ascending();
    }

    public override void Down()
    {
        Delete.Index("ix_files_agents_agent_file_name").OnTable("files_agents");
        Delete.UniqueConstraint("uq_files_agents_agent_file_name").FromTable("files_agents");
        Delete.Column("file_name").FromTable("files_agents");
        Delete.Table("file_contents");
    }
}
