using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2026;

[Revision(20260120141121, "297e8217e952", "archives and passages need no embedding config")]
public sealed class ArchivesAndPassagesNeedNoEmbeddingConfig : Revision
{
    public override void Up()
    {
        Alter.Column("embedding_config").OnTable("archival_passages").AsJson().Nullable();
        Alter.Column("embedding_config").OnTable("archives").AsJson().Nullable();
        Alter.Column("embedding_config").OnTable("source_passages").AsJson().Nullable();
    }

    public override void Down()
    {
        Alter.Column("embedding_config").OnTable("archival_passages").AsJson().NotNullable();
        Alter.Column("embedding_config").OnTable("archives").AsJson().NotNullable();
        Alter.Column("embedding_config").OnTable("source_passages").AsJson().NotNullable();
    }
}
