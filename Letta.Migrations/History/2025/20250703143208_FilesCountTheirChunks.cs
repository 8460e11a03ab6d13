using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250703143208, "47d2277e530d", "files count their chunks")]
public sealed class FilesCountTheirChunks : Revision
{
    public override void Up()
    {
        Alter.Table("files")
            .AddColumn("total_chunks").AsInt32().Nullable()
            .AddColumn("chunks_embedded").AsInt32().Nullable();
    }

    public override void Down()
    {
        Irreversible("the numbers of chunks of files: nothing held them before");
        Delete.Column("chunks_embedded").Column("total_chunks").FromTable("files");
    }
}
