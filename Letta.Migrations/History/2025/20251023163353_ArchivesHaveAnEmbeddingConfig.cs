using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251023163353, "f6cd5a1e519d", "archives have an embedding config")]
public sealed class ArchivesHaveAnEmbeddingConfig : Revision
{
    public override void Up()
    {
        Alter.Table("archives").AddColumn("embedding_config").AsJson().NotNullable();
    }

    public override void Down()
    {
        Delete.Column("embedding_config").FromTable("archives");
    }
}
