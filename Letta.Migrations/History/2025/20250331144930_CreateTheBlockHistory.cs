using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250331144930, "bff040379479", "create the block history")]
public sealed class CreateTheBlockHistory : Revision
{
    public override void Up()
    {
        Create.Table("block_history")
            .WithColumn("description").AsText().Nullable()
            .WithColumn("label").AsVarchar().NotNullable()
            .WithColumn("value").AsText().NotNullable()
            .WithColumn("limit").AsInt64().NotNullable()
            .WithColumn("metadata_").AsJson().Nullable()
            .WithColumn("actor_type").AsVarchar().Nullable()
            .WithColumn("actor_id").AsVarchar().Nullable()
            .WithColumn("block_id").AsVarchar().NotNullable()
            .WithColumn("sequence_number").AsInt32().NotNullable()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("block_history_pkey")
            .WithMetaColumns();
        ForeignKey("block_history_block_id_fkey", "block_history", "block_id", "block").OnDelete(Rule.Cascade);
        ForeignKey("block_history_organization_id_fkey", "block_history", "organization_id", "organizations");
        Create.Index("ix_block_history_block_id_sequence").OnTable("block_history")
            .OnColumn("block_id").Ascending()
            .OnColumn("sequence_number").Ascending()
            .WithOptions().Unique();

        Alter.Table("block")
            .AddColumn("current_history_entry_id").AsVarchar().Nullable()
            .AddColumn("version").AsInt32().NotNullable().WithDefaultValue(1);
        ForeignKey("fk_block_current_history_entry", "block", "current_history_entry_id", "block_history");
        Create.Index("ix_block_current_history_entry_id").OnTable("block").OnColumn("current_history_entry_id").Ascending();
    }

    public override void Down()
    {
        Irreversible("the history of blocks and their versions: nothing held them before");
        Delete.Index("ix_block_current_history_entry_id").OnTable("block");
        Delete.ForeignKey("fk_block_current_history_entry").OnTable("block");
        Delete.Column("current_history_entry_id").Column("version").FromTable("block");
        Delete.Table("block_history");
    }
}
