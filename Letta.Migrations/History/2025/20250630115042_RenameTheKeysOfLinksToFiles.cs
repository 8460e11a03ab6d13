using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

/// <summary>The same constraints and indexes as before, under the names that the ORM gives them.</summary>
[Revision(20250630115042, "1af251a42c06", "rename the keys of links to files")]
public sealed class RenameTheKeysOfLinksToFiles : Revision
{
    public override void Up()
    {
        Delete.Index("ix_files_agents_agent_file_name").OnTable("files_agents");
        Delete.Index("ix_files_agents_file_id_agent_id").OnTable("files_agents");
        Delete.UniqueConstraint("uq_files_agents_agent_file_name").FromTable("files_agents");
        Delete.UniqueConstraint("uq_files_agents_file_agent").FromTable("files_agents");

        Create.UniqueConstraint("uq_agent_filename").OnTable("files_agents").Columns("agent_id", "file_name");
        Create.UniqueConstraint("uq_file_agent").OnTable("files_agents").Columns("file_id", "agent_id");
        Create.Index("ix_agent_filename").OnTable("files_agents")
            .OnColumn("agent_id").Ascending()
            .OnColumn("file_name").Ascending();
        Create.Index("ix_file_agent").OnTable("files_agents")
            .OnColumn("file_id").Ascending()
            .OnColumn("agent_id").Ascending();
    }

    public override void Down()
    {
        Delete.Index("ix_agent_filename").OnTable("files_agents");
        Delete.Index("ix_file_agent").OnTable("files_agents");
        Delete.UniqueConstraint("uq_agent_filename").FromTable("files_agents");
        Delete.UniqueConstraint("uq_file_agent").FromTable("files_agents");

        Create.UniqueConstraint("uq_files_agents_agent_file_name").OnTable("files_agents").Columns("agent_id", "file_name");
        Create.UniqueConstraint("uq_files_agents_file_agent").OnTable("files_agents").Columns("file_id", "agent_id");
        Create.Index("ix_files_agents_agent_file_name").OnTable("files_agents")
            .OnColumn("agent_id").Ascending()
            .OnColumn("file_name").Ascending();
        Create.Index("ix_files_agents_file_id_agent_id").OnTable("files_agents")
            .OnColumn("file_id").Ascending()
            .OnColumn("agent_id").Ascending();
    }
}
