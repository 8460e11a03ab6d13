using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250828151301, "54c76f7cabca", "passages have tags")]
public sealed class PassagesHaveTags : Revision
{
    public override void Up()
    {
        Create.Table("passage_tags")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("passage_tags_pkey")
            .WithColumn("tag").AsVarchar().NotNullable()
            .WithColumn("passage_id").AsVarchar().NotNullable()
            .WithColumn("archive_id").AsVarchar().NotNullable()
            .WithMetaColumns()
            .WithColumn("organization_id").AsVarchar().NotNullable();
        Create.UniqueConstraint("uq_passage_tag").OnTable("passage_tags").Columns("passage_id", "tag");
        ForeignKey("passage_tags_archive_id_fkey", "passage_tags", "archive_id", "archives").OnDelete(Rule.Cascade);
        ForeignKey("passage_tags_organization_id_fkey", "passage_tags", "organization_id", "organizations");
        ForeignKey("passage_tags_passage_id_fkey", "passage_tags", "passage_id", "archival_passages").OnDelete(Rule.Cascade);
        Create.Index("ix_passage_tags_archive_id").OnTable("passage_tags").OnColumn("archive_id").Ascending();
        Create.Index("ix_passage_tags_archive_tag").OnTable("passage_tags")
            .OnColumn("archive_id").Ascending()
            .OnColumn("tag").Ascending();
        Create.Index("ix_passage_tags_org_archive").OnTable("passage_tags")
            .OnColumn("organization_id").Ascending()
            .OnColumn("archive_id").Ascending();
        Create.Index("ix_passage_tags_tag").OnTable("passage_tags").OnColumn("tag").Ascending();

        Alter.Table("archival_passages").AddColumn("tags").AsJson().Nullable();
        Alter.Table("source_passages").AddColumn("tags").AsJson().Nullable();
    }

    public override void Down()
    {
        Irreversible("the tags of passages: nothing held them before");
        Delete.Column("tags").FromTable("archival_passages");
        Delete.Column("tags").FromTable("source_passages");
        Delete.Table("passage_tags");
    }
}
