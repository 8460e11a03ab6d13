using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250307175124, "167491cfb7a8", "blocks have identities")]
public sealed class BlocksHaveIdentities : Revision
{
    public override void Up()
    {
        Create.Table("identities_blocks")
            .WithColumn("identity_id").AsVarchar().NotNullable().PrimaryKey("identities_blocks_pkey")
            .WithColumn("block_id").AsVarchar().NotNullable().PrimaryKey("identities_blocks_pkey");
        ForeignKey("identities_blocks_block_id_fkey", "identities_blocks", "block_id", "block").OnDelete(Rule.Cascade);
        ForeignKey("identities_blocks_identity_id_fkey", "identities_blocks", "identity_id", "identities").OnDelete(Rule.Cascade);
    }

    public override void Down()
    {
        Irreversible("the identities of blocks: nothing held them before");
        Delete.Table("identities_blocks");
    }
}
