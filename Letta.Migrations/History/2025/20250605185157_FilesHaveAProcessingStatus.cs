using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250605185157, "9792f94e961d", "files have a processing status")]
public sealed class FilesHaveAProcessingStatus : Revision
{
    public override void Up()
    {
        RefuseDuplicates("file_contents", "file_id");

        Create.UniqueConstraint("uq_file_contents_file_id").OnTable("file_contents").Column("file_id");

        Alter.Table("files")
            .AddColumn("processing_status").AsVarchar().NotNullable().FilledFrom("'completed'")
            .AddColumn("error_message").AsText().Nullable();
        Create.Index("ix_files_org_created").OnTable("files")
            .OnColumn("organization_id").Ascending()
            .OnColumn("created_at").Descending();
        Create.Index("ix_files_processing_status").OnTable("files").OnColumn("processing_status").Ascending();
        Create.Index("ix_files_source_created").OnTable("files")
            .OnColumn("source_id").Ascending()
            .OnColumn("created_at").Descending();
    }

    public override void Down()
    {
        Irreversible("the processing status of files and their errors: nothing held them before, and on the way up all are completed");
        Delete.Index("ix_files_source_created").OnTable("files");
        Delete.Index("ix_files_processing_status").OnTable("files");
        Delete.Index("ix_files_org_created").OnTable("files");
        Delete.Column("error_message").Column("processing_status").FromTable("files");

        Delete.UniqueConstraint("uq_file_contents_file_id").FromTable("file_contents");
    }
}
