using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2026;

[Revision(20260120141121, "297e8217e952", "archives and passages need no embedding config")]
public sealed class ArchivesAndPassagesNeedNoEmbeddingConfig : Revision
{
    public override void Up()
    {
        Alter.Column("embedding_config").OnTable("archives").AsJson().Nullable();
        Alter.Column("embedding_config").OnTable("archival_passages").AsJson().Nullable();
        Alter.Column("embedding_config").OnTable("source_passages").AsJson().Nullable();
    }

    public override void Down()
    {
        Irreversible("an embedding config that neither a passage nor its archive or source has: where there is none, the column stays nullable");
        Fill("archives", "embedding_config", """
            (select p.embedding_config from archival_passages p
             where p.archive_id = archives.id and p.embedding_config is not null order by p.is_deleted, p.id limit 1)
            """);
        Fill("archival_passages", "embedding_config", "(select a.embedding_config from archives a where a.id = archival_passages.archive_id)");
        Fill("source_passages", "embedding_config", "(select s.embedding_config from sources s where s.id = source_passages.source_id)");

        SetNotNullIfFilled("archives", "embedding_config");
        SetNotNullIfFilled("archival_passages", "embedding_config");
        SetNotNullIfFilled("source_passages", "embedding_config");
    }
}
