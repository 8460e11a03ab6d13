using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250603153559, "cdd4a1c11aee", "files have content")]
public sealed class FilesHaveContent : Revision
{
    public override void Up()
    {
        Refuse("files_agents", NameOfFile.Required, NameOfFile.Missing("files_agents"), "give the files a name, or delete the links");
        Refuse(
            "files_agents",
            "must not link an agent to a file of the same name as another of its files",
            """
            select id, agent_id, file_id, file_name from (
                select l.id, l.agent_id, l.file_id, f.file_name, count(*) over (partition by l.agent_id, f.file_name) as namesakes
                from files_agents l join files f on f.id = l.file_id) named
            where namesakes > 1 order by id
            """,
            "rename all but one of the files, or delete the links to them; links that are marked as deleted count too");

        Create.Table("file_contents")
            .WithColumn("file_id").AsVarchar().NotNullable().PrimaryKey("file_contents_pkey")
            .WithColumn("text").AsText().NotNullable()
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("file_contents_pkey")
            .WithMetaColumns();
        ForeignKey("file_contents_file_id_fkey", "file_contents", "file_id", "files").OnDelete(Rule.Cascade);

        Alter.Table("files_agents").AddColumn("file_name").AsVarchar().NotNullable().FilledFrom(NameOfFile.For("files_agents"));
        Create.UniqueConstraint("uq_files_agents_agent_file_name").OnTable("files_agents").Columns("agent_id", "file_name");
        Create.Index("ix_files_agents_agent_file_name").OnTable("files_agents")
            .OnColumn("agent_id").Ascending()
            .OnColumn("file_name").Ascending();
    }

    public override void Down()
    {
        Irreversible("the contents of files: nothing held them before");
        Delete.Index("ix_files_agents_agent_file_name").OnTable("files_agents");
        Delete.UniqueConstraint("uq_files_agents_agent_file_name").FromTable("files_agents");
        Delete.Column("file_name").FromTable("files_agents");

        Delete.Table("file_contents");
    }
}
