using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250620111002, "61ee53ec45a5", "index passages of sources by file")]
public sealed class IndexPassagesOfSourcesByFile : Revision
{
    public override void Up()
    {
        Create.Index("source_passages_file_id_idx").OnTable("source_passages").OnColumn("file_id").Ascending();
    }

    public override void Down()
    {
        Delete.Index("source_passages_file_id_idx").OnTable("source_passages");
    }
}
