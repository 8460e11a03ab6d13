using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2026;

[Revision(20260108233600, "cf3c4d025dbc", "blocks have tags")]
public sealed class BlocksHaveTags : Revision
{
    public override void Up()
    {
        Create.Table("blocks_tags")
            .WithColumn("block_id").AsVarchar().NotNullable().PrimaryKey("unique_block_tag")
            .WithColumn("tag").AsVarchar().NotNullable().PrimaryKey("unique_block_tag")
            .WithMetaColumns()
            .WithColumn("organization_id").AsVarchar().NotNullable();
        ForeignKey("blocks_tags_block_id_fkey", "blocks_tags", "block_id", "block");
        ForeignKey("blocks_tags_organization_id_fkey", "blocks_tags", "organization_id", "organizations");
    }

    public override void Down()
    {
        Irreversible("the tags of blocks: nothing held them before");
        Delete.Table("blocks_tags");
    }
}
